/**
 * The options that a rule gave, completed with the defaults; `true` means all defaults. Their form is checked
 * before, when the ruleset is loaded, by the predicate's `options` schema.
 */
export function withDefaults<T extends object>(options: unknown, defaults: T): T {
  return options === true ? defaults : { ...defaults, ...(options as Partial<T>) };
}
