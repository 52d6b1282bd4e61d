"""What typed words say to a script's question. Pure; knows nothing of sessions.

A number means what the question asks for: a count where its answers declare counts, a number on a
scale, an hour. It is a place in the list only where the person sees the places (`numbered`).
Nothing is guessed: what may mean two answers is asked again. The doors are `hear` and `hear_move`.
"""

from bot.scripts.hearing.answers import Answer, Heard, Labels, Silence
from bot.scripts.hearing.hear import hear
from bot.scripts.hearing.moves import STOP, hear_move

__all__ = ["STOP", "Answer", "Heard", "Labels", "Silence", "hear", "hear_move"]
