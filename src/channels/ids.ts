/** 上傳作業: the channels there are; one folder under `src/channels/` and one under `rules/` each. */
export const CHANNEL_IDS = ['prior-auth', 'medical-image', 'lab-result'] as const;
export type ChannelId = (typeof CHANNEL_IDS)[number];
