"""What the service itself says about a script: it closed, it failed, it did not understand."""

from __future__ import annotations

from bot.choices import Resume, write
from bot.message import Button, Kind, Reply
from content.messages import mark, translate
from flows.engine import Number, PickDay, PickTime, Question


def go_on_button(language: str) -> Button:
    """A button that goes on with what was interrupted."""
    return Button(translate(language, mark("Go on where we were")), write(Resume()))


def go_back(language: str) -> Reply:
    """That something else waits."""
    text = translate(language, mark("Before this we were in the middle of something else."))
    return Reply(Kind.NOTICE, text, (go_on_button(language),))


def try_again(language: str) -> Reply:
    """That an effect did not come about."""
    text = mark("I could not do that just now. Nothing you told me is lost: please try again.")
    button = Button(translate(language, mark("Try again")), write(Resume()))
    return Reply(Kind.NOTICE, translate(language, text), (button,))


def closed(language: str) -> Reply:
    """That a script no longer fits what was recorded."""
    text = mark("What we were doing has changed since, so I closed it. You can start it again.")
    return Reply(Kind.NOTICE, translate(language, text))


def too_long(language: str, longest: int) -> Reply:
    """That a typed answer is longer than its question takes."""
    text = mark("That is more than I can take in here: at most {most} letters, please.")
    return Reply(Kind.SCRIPT, translate(language, text, most=longest))


def not_sure(language: str, question: Question) -> Reply:
    """That typed words were meant for the question, and do not say which of its answers."""
    match question:
        case Number(least=least, most=most):
            text = mark("Please choose a number from {least} to {most}.")
            return Reply(Kind.NOTICE, translate(language, text, least=least, most=most))
        case PickDay():
            text = mark(
                "I am not sure which day you mean, or it is no longer free. Please choose one"
                " below."
            )
        case PickTime():
            text = mark(
                "I am not sure what time you mean, or it is no longer free. Please choose one"
                " below."
            )
        case _:
            text = mark("I am not sure which answer you mean. Please choose one below.")
    return Reply(Kind.NOTICE, translate(language, text))
