import { existsSync, readFileSync } from 'node:fs';
import { PDFDocument } from '@cantoo/pdf-lib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/report/report-schema.ts';
import { scratch } from '../../support/archives/scratch.ts';
import { contextOf, firstLook, hostileLoose, PACKAGES, reportsOf, written } from '../../support/formats/reports.ts';

const CHROMIUM = '/usr/bin/chromium';
const POOR_CONTRAST = new URL('../../support/formats/poor-contrast.js', import.meta.url);
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a page did that it must not do. */
interface Deeds {
  readonly requests: string[];
  readonly messages: string[];
  readonly dialogs: string[];
}

describe.skipIf(!existsSync(CHROMIUM))(`in a browser (skipped: there is no ${CHROMIUM})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(() => browser?.close());

  /** Opens the page of reports from disk, as a user does, and gives it with what it did. */
  async function opened(reports: readonly Report[], look: (page: Page, deeds: Deeds) => Promise<void>): Promise<void> {
    using folder = scratch({ 'report.html': await written('html', reports, await contextOf('zh-TW')) });
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
    const deeds: Deeds = { requests: [], messages: [], dialogs: [] };
    page.on('request', (request) => void deeds.requests.push(request.url()));
    page.on('console', (message) => void deeds.messages.push(message.text()));
    page.on('pageerror', (error) => void deeds.messages.push(error.message));
    page.on('dialog', (dialog) => {
      deeds.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(`file://${folder.path}/report.html`);
    await look(page, deeds);
    await page.close();
  }

  test('hostile names: no request, nothing refused by the policy, no script, no dialog; our style applies', async () => {
    const reports = [...(await reportsOf([PACKAGES.hostile(), PACKAGES.broken()])), ...(await hostileLoose())];
    await opened(reports, async (page, deeds) => {
      expect(deeds.requests.length).toBe(1);
      expect([deeds.messages, deeds.dialogs]).toEqual([[], []]);
      expect(await page.locator('script, img, iframe, object, embed, link, form').count()).toBe(0);
      const border = await page.evaluate("getComputedStyle(document.querySelector('.verdict')).borderLeftStyle");
      expect(border).toBe('solid');
    });
  });

  test('the policy works: a script and a style that are put in are refused', async () => {
    await opened(await firstLook(), async (page, deeds) => {
      await page.evaluate(`
        const script = document.createElement('script');
        script.textContent = 'document.title = "ran"';
        document.body.append(script);
        document.body.setAttribute('style', 'display:none');
      `);
      expect(await page.title()).not.toBe('ran');
      expect(await page.locator('body').isVisible()).toBe(true);
      expect(deeds.messages.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(
        2,
      );
    });
  });

  test.each([1280, 400, 320])(
    '%i wide: the answer is seen without scrolling, nothing is wider than the window',
    async (width) => {
      for (const reports of [await firstLook(), await reportsOf([PACKAGES.hostile()])])
        await opened(reports, async (page) => {
          await page.setViewportSize({ width, height: 640 });
          for (const details of await page.locator('details').all())
            await details.evaluate((e) => e.setAttribute('open', ''));
          const scroll = await page.evaluate('document.documentElement.scrollWidth');
          expect(scroll).toBeLessThanOrEqual(width);
          const box = await page.locator('.verdict h2').first().boundingBox();
          expect((box?.y ?? 1e9) + (box?.height ?? 0)).toBeLessThan(640);
        });
    },
  );

  test('text has a contrast of 4.5 to 1', async () => {
    const reports = await reportsOf([PACKAGES.accepted(), PACKAGES.reminded(), PACKAGES.two(), PACKAGES.unread()]);
    await opened([...reports, ...(await firstLook())], async (page) => {
      const poor = await page.evaluate(readFileSync(POOR_CONTRAST, 'utf8'));
      expect(poor).toEqual([]);
    });
  });

  test('prints on A4, with what is folded', async () => {
    const reports = await reportsOf([PACKAGES.two()]);
    await opened(reports, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const details = page.locator('details');
      expect(await details.count()).toBeGreaterThan(2);
      for (const each of await details.all()) {
        expect(await each.getAttribute('open')).toBeNull();
        expect(await each.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(50);
      }
      const pdf = await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }));
      expect(pdf.getPageCount()).toBeGreaterThan(1);
      for (const sheet of pdf.getPages()) {
        expect(Math.abs(sheet.getWidth() - 595.28)).toBeLessThan(1);
        expect(Math.abs(sheet.getHeight() - 841.89)).toBeLessThan(1);
      }
    });
  });
});
