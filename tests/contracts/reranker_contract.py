"""What every Reranker must do; an implementation's test subclasses RerankerContract."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from itasearch.encoders.base import Reranker

QUERY = "ห้ามรับของขวัญ"
TEXTS = ("ประกาศนโยบายงดรับของขวัญ", "ซ่อมถนนลูกรัง", "No Gift Policy", "", "ก" * 100_000, "\ud800")


class RerankerContract:
    """Subclass it and override the fixture `reranker`."""

    @pytest.fixture
    def reranker(self) -> Reranker:
        raise NotImplementedError

    def test_each_text_gets_a_share(self, reranker: Reranker) -> None:
        scores = reranker.scores(QUERY, TEXTS)

        assert scores.shape == (len(TEXTS),)
        assert scores.dtype == np.float32
        assert ((scores >= 0) & (scores <= 1)).all()

    def test_no_texts_give_no_scores(self, reranker: Reranker) -> None:
        assert reranker.scores(QUERY, []).shape == (0,)

    def test_a_text_scores_the_same_in_any_company(self, reranker: Reranker) -> None:
        among = reranker.scores(QUERY, TEXTS)

        alone = [reranker.scores(QUERY, [text])[0] for text in TEXTS]

        np.testing.assert_allclose(among, alone, atol=1e-4)

    def test_threads_share_one_reranker(self, reranker: Reranker) -> None:
        expected = reranker.scores(QUERY, TEXTS)

        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: reranker.scores(QUERY, TEXTS), range(8)))

        np.testing.assert_allclose(found, [expected] * 8, atol=1e-4)

    def test_name_names_model_and_revision(self, reranker: Reranker) -> None:
        assert "@" in reranker.name
