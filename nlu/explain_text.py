"""An explanation in plain words, line by line, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from content.messages import mark, translate
from nlu import explain_names as names
from nlu.decision import Act
from nlu.explain import Bar, Explanation, Say, Voices
from nlu.explain_safety import Seen

ACTS = {
    Act.ANSWER: mark("answer: {topic}"),
    Act.CLARIFY: mark("offer topics to choose from"),
    Act.CRISIS: mark("crisis card: {topic}"),
    Act.REFUSE: mark("refuse kindly: {topic}"),
    Act.FLOW: mark("start the script: {topic}"),
    Act.OUT_OF_SCOPE: mark("say that this is another subject"),
}


class Plain:
    """Writes explanations in one language."""

    def __init__(self, language: str) -> None:
        """`language`: vi or en."""
        self._language = language

    def lines(self, text: str, explanation: Explanation) -> Iterator[str]:
        """The explanation of the decision on `text`."""
        yield self._say(mark("Question: {text}"), text=text)
        yield from (f"  {line}" for line in self._because(explanation))

    def _because(self, explanation: Explanation) -> Iterator[str]:
        decision = explanation.decision
        yield self._say(
            mark("read as: {text} | without marks: {plain}"),
            text=explanation.normal or "–",
            plain=explanation.folded or "–",
        )
        act = self._say(ACTS[decision.act], topic=decision.topic or "–")
        yield self._say(mark("decision: {act}"), act=act)
        if decision.danger:
            yield self._say(
                mark("asks first whether they are safe ({topic})"), topic=decision.danger
            )
        yield self._say(mark("because: {reason}"), reason=self._reason(decision.reason))
        yield from self._safety(explanation.seen)
        for bar in explanation.bars:
            yield self._bar(bar)
        if decision.act is Act.CLARIFY:
            offered = ", ".join(decision.choices) or "–"
            yield self._say(mark("topics offered: {topics}"), topics=offered)
        for voices in explanation.voices:
            yield from self._voices(voices)

    def _reason(self, reason: str) -> str:
        for start, message in names.REASONS.items():
            if reason.startswith(start):
                return self._say(message)
        return reason

    def _safety(self, seen: tuple[Seen, ...]) -> Iterator[str]:
        if not seen:
            yield self._say(mark("safety net: no rule matches"))
        for rule in seen:
            name = names.RULES.get(rule.rule)
            why = self._say(name) if name else rule.why
            held = [*rule.silenced_by, *rule.softened_by]
            if rule.level:
                level = self._say(names.LEVELS[rule.level.value])
            else:
                level = self._say(mark("not counted"))
            line = mark('safety net: rule {rule} ({why}) at "{words}": {level}')
            told = self._say(line, rule=rule.rule, why=why, words=rule.words, level=level)
            if held:
                guards = ", ".join(self._guard(guard) for guard in held)
                told += self._say(mark("; speaks against it: {guards}"), guards=guards)
            yield told

    def _guard(self, guard: str) -> str:
        return self._say(names.GUARDS[guard]) if guard in names.GUARDS else guard

    def _bar(self, bar: Bar) -> str:
        reached = mark("reached") if bar.is_reached else mark("not reached")
        return self._say(
            mark("threshold · {name}: {share}, needs {threshold}: {reached}"),
            name=self._say(names.BARS[bar.name]),
            share=self._percent(bar.share),
            threshold=self._percent(bar.threshold),
            reached=self._say(reached),
        )

    def _voices(self, voices: Voices) -> Iterator[str]:
        yield self._say(
            mark("topic {topic}: {share}"),
            topic=voices.topic,
            share=self._percent(voices.share),
        )
        speaking = [say for say in voices.says if say.weight > 0]
        against = [say for say in voices.says if say.weight < 0]
        if speaking:
            yield "  " + self._say(mark("words for it: {words}"), words=self._words(speaking))
        if against:
            yield "  " + self._say(mark("words against it: {words}"), words=self._words(against))
        if not voices.says:
            yield "  " + self._say(mark("no single word decides"))

    def _words(self, says: list[Say]) -> str:
        return ", ".join(f"“{say.words}” {self._percent(abs(say.weight))}" for say in says)

    def _percent(self, value: float) -> str:
        written = f"{value * 100:.1f}%"
        return written.replace(".", ",") if self._language == "vi" else written

    def _say(self, message: str, **values: object) -> str:
        return translate(self._language, message, **values)
