#!/bin/sh
# Make the NLU's Python 3.10 environment, once for each version of its lock file.
# Looks for Python 3.10 in this order: $NLU_PYTHON, what uv finds, pyenv, the path, uv's download.
set -u
lock=requirements/nlu.txt
stamp="$NLU/.installed"

if [ -f "$stamp" ] && cmp -s "$lock" "$stamp"; then exit 0; fi

is_310() { [ -n "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; }

find_python() {
    if [ -n "${NLU_PYTHON:-}" ]; then
        if is_310 "$NLU_PYTHON"; then echo "$NLU_PYTHON"; return; fi
        echo "NLU_PYTHON=$NLU_PYTHON không phải Python 3.10." >&2
    fi
    found=$("$UV" python find --no-python-downloads 3.10 2>/dev/null)
    if is_310 "$found"; then echo "$found"; return; fi
    for found in "$HOME"/.pyenv/versions/3.10.*/bin/python3.10; do
        if is_310 "$found"; then echo "$found"; return; fi
    done
    found=$(command -v python3.10)
    if is_310 "$found"; then echo "$found"; return; fi
    if "$UV" python install --quiet 3.10 2>/dev/null; then "$UV" python find 3.10 2>/dev/null; fi
}

python=$(find_python)
if [ -z "$python" ]; then
    cat >&2 <<'MESSAGE'
Không tìm thấy Python 3.10, nên phần hiểu câu hỏi (Rasa) chưa chạy được.
Dịch vụ vẫn chạy bằng nút bấm, lưới an toàn và tìm theo từ khoá.
Muốn bật: cài Python 3.10 (ví dụ `pyenv install 3.10`), hoặc đặt NLU_PYTHON=/đường/dẫn/python3.10, rồi chạy lại.
MESSAGE
    exit 0
fi

echo "Đang cài môi trường hiểu ngôn ngữ (Rasa, khoảng 2,5 GB, chỉ một lần)…"
rm -f "$stamp"
if "$UV" venv --quiet --clear --python "$python" "$NLU" &&
    "$UV" pip install --quiet --python "$NLU/bin/python" --require-hashes -r "$lock"; then
    cp "$lock" "$stamp"
else
    rm -rf "$NLU"
    echo "Cài phần hiểu câu hỏi không thành; dịch vụ vẫn chạy không có nó. Chạy lại để thử lần nữa." >&2
fi
exit 0
