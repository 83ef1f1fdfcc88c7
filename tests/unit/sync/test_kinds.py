"""The kind registry answers every question for every kind."""

from __future__ import annotations

import pytest

from sync.protocol import bodies
from sync.protocol.kinds import KINDS, Kind, Policy, _all

_EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@_EACH
def test_every_field_of_a_kind_has_a_policy(kind: Kind) -> None:
    assert set(kind.body.model_fields) == set(kind.merge)


@_EACH
def test_a_subject_is_a_field_of_the_kind_or_its_id(kind: Kind) -> None:
    assert kind.subject in {None, "id", *kind.body.model_fields}


@_EACH
def test_personal_data_has_a_retention_and_never_travels_chain_wide(kind: Kind) -> None:
    if kind.pii != "none":
        assert kind.retention_days is not None
        assert kind.stream != "g"


@_EACH
def test_what_travels_chain_wide_is_written_by_hq(kind: Kind) -> None:
    assert kind.stream != "g" or kind.writer == "hq"


@_EACH
def test_every_field_of_hqs_kinds_is_hqs_and_a_fact_has_no_sets(kind: Kind) -> None:
    if kind.writer == "hq":
        assert {Policy.HQ} == set(kind.merge.values())
    assert not (kind.fact and kind.sets)


@_EACH
def test_a_counted_kind_has_hqs_word_on_it(kind: Kind) -> None:
    assert kind.counted == ("accepted" in kind.merge)


def test_a_policy_for_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        _all(bodies.Staff, Policy.HQ, nonsense=Policy.REVIEW)
