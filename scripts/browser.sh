#!/bin/sh
# Find a Chromium for the page tests, or install Debian's.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Đang cài Chromium để kiểm thử trang…"
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "Các kiểm thử trang cần Chromium: hãy cài gói chromium." >&2
exit 1
