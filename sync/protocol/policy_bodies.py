"""Bodies of what HQ publishes, of questions to HQ and of what was learned; see `bodies` for the
rules that all share.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sync.protocol.bodies import Body, Code, Count, Envelope, Id, Millis, Text


class Form(Envelope):
    """A questionnaire: the questions, their types and limits."""


class Flag(Envelope):
    """Whether a part of the program is switched on."""


class Calendar(Envelope):
    """Days on which nobody is due: holidays, closures."""


class Template(Envelope):
    """A text that may be sent or printed."""


class TierPolicy(Envelope):
    """What makes a customer A, B or C."""


class Article(Envelope):
    """A reviewed answer, leaflet, card or video: content with citation, reviewer and expiry."""


class Question(Body):
    """What nobody at the desk could answer, for HQ. The answer, or the article that gives it, is
    HQ's.
    """

    store: Id
    text: Text
    at: Millis
    by: Id
    customer: Id | None = None
    article: Id | None = None
    answer: Text | None = None
    answered_at: Millis | None = None
    answered_by: Text | None = None


class Learning(Body):
    """That somebody worked through a `card` (an article), with `score_e2` of 100. Its id follows
    from the person, the card and the month, so a card counts once a month. With 0 they did not know
    it yet: that does not count, and its id follows from the day.
    """

    store: Id
    staff: Id
    card: Id
    at: Millis
    by: Id
    score_e2: Count | None = None
    accepted: bool | None = None
    accepted_code: Code | None = None


class MemberKey(Body):
    """A public key of member codes, `number` as codes name it. `status` is active or retired: what
    a retired one signed holds no more. `proof` is the word of HQ's root key (see `member_code`).
    """

    number: Annotated[int, Field(ge=1, le=255)]
    public: Code
    status: Code
    proof: Annotated[str, Field(min_length=1, max_length=200)]


class RevokedCode(Body):
    """A member code that holds no more while `status` is revoked. Its id is the code's name, or
    that of all codes of a customer; then those issued before `before_at` are meant.
    """

    status: Code
    at: Millis
    before_at: Millis | None = None
    reason: Code | None = None
