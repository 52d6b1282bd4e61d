"""The `donghanh` command."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from admin.accounts import create, reset
from admin.audit_check import verify
from admin.errors import AccountError
from admin.roles import Role
from bot import clock, logs
from bot.evaluation import run_evaluation
from bot.parse import parse_lines
from bot.run import service
from bot.run.console import tell, tell_training
from bot.run.errors import StartError
from bot.run.nlu_server import client_of
from bot.run.redis_server import RedisMissingError
from bot.secrets import Secrets
from bot.settings import Settings, SettingsError, load
from content.files import ContentError
from content.messages import mark
from flows.booking import demo as places
from nlu.client import NluAwayError, SwapRefusedError
from nlu.evaluation.errors import EvaluationError
from nlu.model import STAFF, path_in
from nlu.training import TrainingError, train
from store.engine import Store, sqlite_url
from store.keys import KeyFileError
from store.migrate import upgrade

T = TypeVar("T")

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
staff = typer.Typer(no_args_is_help=True, help="Tài khoản nhân viên.")
app.add_typer(staff, name="staff")
audit = typer.Typer(no_args_is_help=True, help="Nhật ký ai đã làm gì.")
app.add_typer(audit, name="audit")
demo = typer.Typer(no_args_is_help=True, help="Nơi mẫu để thử đặt lịch.")
app.add_typer(demo, name="demo")

EXPECTED = (
    AccountError,
    ContentError,
    EvaluationError,
    KeyFileError,
    NluAwayError,
    RedisMissingError,
    SettingsError,
    StartError,
    SwapRefusedError,
    TrainingError,
)
"""Errors whose message is for the person at the terminal."""


def main() -> None:
    """Run the command; an expected error is one sentence and exit code 2."""
    logs.configure()
    try:
        app()
    except EXPECTED as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)


@app.command()
def run() -> None:
    """Chạy toàn bộ dịch vụ trên một máy."""
    logs.configure(logging.WARNING)
    settings = load(os.environ)
    service.until_stopped(lambda: service.run(settings))


@app.command()
def web() -> None:
    """Chạy riêng phần web (cần DATABASE_URL, REDIS_URL, NLU_URL)."""
    settings = load(os.environ)
    service.until_stopped(lambda: service.web(settings))


@app.command()
def worker() -> None:
    """Chạy riêng phần việc nền (cần DATABASE_URL, REDIS_URL, NLU_URL)."""
    settings = load(os.environ)
    service.until_stopped(lambda: service.worker(settings))


@app.command()
def parse(
    explain: Annotated[bool, typer.Option(help="Thêm lý do của mỗi quyết định.")] = False,
    pretty: Annotated[
        bool, typer.Option(help="Giải thích bằng lời, không viết JSON (gồm cả --explain).")
    ] = False,
) -> None:
    """Đọc câu hỏi từ đầu vào, mỗi dòng một câu; viết mỗi quyết định thành một dòng JSON."""
    settings = load(os.environ)
    asyncio.run(parse_lines(settings, sys.stdin.buffer, sys.stdout, explain=explain, pretty=pretty))


@app.command(name="train")
def train_model(
    publish: Annotated[bool, typer.Option(help="Đưa mô hình mới vào phục vụ ngay.")] = True,
    if_missing: Annotated[bool, typer.Option(help="Chỉ khi dữ liệu chưa có mô hình.")] = False,
) -> None:
    """Huấn luyện mô hình từ dữ liệu hiện có."""
    settings = load(os.environ)

    async def work() -> None:
        model = path_in(settings.models)
        if if_missing and model.exists():
            return
        staff = settings.models / STAFF
        await train(settings.nlu_python, model, tell_training, staff if staff.exists() else None)
        if publish:
            await _publish(settings, model)

    asyncio.run(work())


@app.command()
def evaluate(
    folds: Annotated[int, typer.Option(min=0, max=20, help="Số phần kiểm tra chéo; 0: bỏ.")] = 5,
    record: Annotated[bool, typer.Option(help="Ghi cả bản tóm tắt trong kho mã.")] = False,
) -> None:
    """Đo bộ hiểu câu hỏi; báo cáo nằm trong thư mục dữ liệu, mục evaluation."""
    asyncio.run(run_evaluation(load(os.environ), os.environ, folds, record=record))


async def _publish(settings: Settings, model: Path) -> None:
    async with client_of(settings) as client:
        try:
            await client.swap(str(model))
        except NluAwayError:
            tell(mark("No NLU server answers; the next start will use the new model."))
        else:
            tell(mark("The new model answers now."))


@staff.command()
def add(
    name: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    role: Annotated[Role, typer.Option(help="Vai trò.")],
) -> None:
    """Lập tài khoản và in mật khẩu dùng một lần."""
    password = _with_store(lambda store: create(store, name, role, clock.now()))
    tell(
        mark("Account {name} is made. One-time password: {password}"), name=name, password=password
    )


@staff.command(name="reset")
def reset_password(name: Annotated[str, typer.Argument(help="Tên đăng nhập.")]) -> None:
    """Cấp lại mật khẩu dùng một lần."""
    password = _with_store(lambda store: reset(store, name, clock.now()))
    tell(mark("One-time password of {name}: {password}"), name=name, password=password)


@audit.command(name="verify")
def verify_audit() -> None:
    """Kiểm tra toàn bộ nhật ký; mã thoát 1 nếu có mục bị sửa hoặc bị mất."""
    chain = _with_store(verify)
    if chain.broken is not None:
        tell(
            mark("Entry {number} of {entries} is not as it was written, or is missing."),
            number=chain.broken,
            entries=chain.entries,
        )
        raise typer.Exit(1)
    tell(
        mark("All {entries} entries are as they were written. Fingerprint of the last: {head}"),
        entries=chain.entries,
        head=chain.head,
    )


@demo.command(name="load")
def load_demo() -> None:
    """Thêm các nơi mẫu (không có thật) của địa phương đang phục vụ để thử đặt lịch."""
    site = load(os.environ).site
    count = _with_store(lambda store: places.load(store, site, clock.now()))
    tell(mark("Demo places put in: {count}."), count=count)


@demo.command(name="remove")
def remove_demo() -> None:
    """Gỡ mọi nơi mẫu cùng lịch hẹn ở đó."""
    tell(mark("Demo places taken out: {count}."), count=_with_store(places.remove))


def _with_store(work: Callable[[Store], Awaitable[T]]) -> T:
    """Do `work` on the settings' database, migrated."""
    settings = load(os.environ)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def do() -> T:
        url = settings.database_url or sqlite_url(settings.data_dir / "donghanh.db")
        store = Store(url, Secrets(settings.data_dir).keyring)
        try:
            await upgrade(store)
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(do())


if __name__ == "__main__":
    main()
