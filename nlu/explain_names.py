"""What the rules, guards and thresholds are called when a decision is explained to people.

A rule that is too new to have a name here is told by the reason in its file, a guard by its id.
"""

from __future__ import annotations

from content.messages import mark

RULES = {
    "overdose/sign": mark("a named person shows a sign of danger to life"),
    "overdose/aid-given": mark("first aid is being given and has not helped"),
    "overdose/two-signs": mark("two signs of danger to life together"),
    "overdose/shock": mark("an overdose, of a person, now"),
    "overdose/shock-now": mark("an overdose, now, with nobody named"),
    "overdose/faint": mark("fainting or no breath right after taking something"),
    "overdose/sign-alone": mark("a sign of danger with nobody named"),
    "overdose/two-weak-signs": mark("two signs that alone mean little"),
    "overdose/hints": mark("a weak sign, with a cry for help or something just taken"),
    "overdose/unwell": mark("unwell after taking something"),
    "suicide/taken": mark("pills or poison were already taken"),
    "suicide/self-harm": mark("self-harm"),
    "suicide/means": mark("a way of dying is named"),
    "suicide/how": mark("asks for a way to die"),
    "suicide/wish": mark("says that somebody wants to die"),
    "suicide/threat": mark("threatens to die"),
    "suicide/not-live": mark("does not want to live any more"),
    "suicide/word": mark("the word suicide, of a person or now"),
    "suicide/tu-tu": mark("suicide written without marks, with a sign beside it"),
    "suicide/word-alone": mark("the word suicide alone"),
    "suicide/farewell": mark("a farewell for ever"),
    "suicide/end": mark("wishes for an end without calling it death"),
    "suicide/veiled": mark("what people say around it"),
    "suicide/hints": mark("despair together with leaving"),
    "suicide/i-would-die": mark("own death, half in jest or half in plan"),
    "violence/weapon": mark("somebody near has a weapon in hand"),
    "violence/kill": mark("a threat to kill, maim or burn"),
    "violence/beaten": mark("beaten, or hurt by it"),
    "violence/held": mark("locked in, tied up, held or sold"),
    "violence/forced": mark("forced to use, to carry or into sex"),
    "violence/sexual": mark("rape or sexual abuse"),
    "violence/hunted": mark("hides or runs from somebody"),
    "violence/hostage": mark("held or chased by somebody out of control"),
    "violence/now": mark("violence that is happening now"),
    "violence/hints": mark("a violent act together with fear or being trapped"),
    "violence/sign": mark("violence or fear, when and how bad is not said"),
}

GUARDS = {
    "denied": mark("denied"),
    "denied-later": mark("denied afterwards"),
    "supposed": mark("only supposed"),
    "general": mark("spoken of in general"),
    "crowd": mark("about others or animals"),
    "question": mark("asks for knowledge"),
    "law": mark("asks about the law"),
    "past": mark("long past"),
    "lately": mark("over for now"),
    "unreal": mark("game, film, song or dream"),
    "light": mark("a way of speaking"),
    "heavy": mark("a way of speaking, but a heavy heart"),
    "figure": mark("a figure of speech"),
    "joke": mark("in jest"),
    "refuse": mark("says no to it"),
    "withdrawal": mark("about withdrawal"),
    "custody": mark("about custody or a centre"),
    "staff": mark("about officials or a test"),
}

LEVELS = {
    "certain": mark("certain: the crisis card at once"),
    "unclear": mark("unclear: one gentle question"),
}

BARS = {
    "crisis": mark("crisis, all topics together"),
    "refuse": mark("harmful request"),
    "out_of_scope": mark("not our subject"),
    "answer": mark("how far the likeliest topic leads"),
}

REASONS = {
    "safety rule": mark("a rule of the safety net is certain, and no score overrides it"),
    "classifier away": mark("the classifier is away: only the safety net and keywords"),
    "classifier: crisis group": mark("the classifier sees a crisis"),
    "unclear sign": mark("a sign of danger is unclear, so it is asked gently"),
    "classifier: refuse": mark("the classifier sees a harmful request"),
    "classifier: not ours": mark("the classifier sees another subject"),
    "classifier: sure": mark("the likeliest topic reaches its threshold"),
    "classifier: unsure": mark("nothing reaches its threshold, so topics are offered"),
}
"""By how the reason of a decision (nlu.decision) begins."""
