"""A reviewed answer that leaves the store: on paper, or on a customer's own phone. Nothing of
anybody goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.knowledge import Article, ArticleKind
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role

ARTICLE: Final = "article"


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What is handed out: an answer as HQ has it in force today, and the store's name, empty where
    it is not known.
    """

    article: Article
    shop: str


def leaflet(uow: UnitOfWork, *, article_id: str) -> Leaflet | Refusal:
    """Return what is handed out, and note that it was, but not to whom. An answer that HQ took back
    or whose time is over does not leave the store.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    article = uow.policies.article(article_id)
    if article is None or article.kind is ArticleKind.CARD or not article.is_current(uow.today):
        return Refusal("ANSWER_GONE")
    identity = uow.sync.identity()
    uow.audit("leaflet.handed_out", entity_kind=ARTICLE, entity=article.id)
    return Leaflet(article, "" if identity is None else identity.store.name)
