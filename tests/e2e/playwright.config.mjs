// SPDX-License-Identifier: Apache-2.0
// Journeys through the real program in Debian's Chromium; no network but 127.0.0.1.
import { defineConfig } from '@playwright/test'

const browser = {
    browserName: 'chromium',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1280, height: 900 },
    launchOptions: {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync'],
    },
}

export default defineConfig({
    testDir: '.',
    outputDir: '../../build/e2e',
    workers: 2,
    fullyParallel: false,
    timeout: 180_000, // axe is slow where a build runs beside it
    expect: { timeout: 15_000 },
    reporter: 'list',
    use: { ...browser, screenshot: 'only-on-failure' },
    projects: [
        { name: 'browser', testIgnore: /no_script/ },
        { name: 'no-script', testMatch: /no_script/, use: { javaScriptEnabled: false } },
    ],
})
