"""What a portal could use instead: similarity searches of skill vectors, gates applied afterwards.

None of them knows levels, evidence, related skills, musts or gates, so each does less.
"""

import time

import faiss
import numpy as np
from markets import SKILLS
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.neighbors import NearestNeighbors
from sparse_dot_topn import sp_matmul_topn

from matching.engine import Claims, Market, Requirements, State, gates

K = 50
DIMENSIONS = 128


def vectors(rows: Claims | Requirements) -> csr_matrix:
    """Levels as sparse vectors, float32 (rows, skills)."""
    shape = (len(rows), SKILLS)
    columns = (rows.level.astype(np.float32), rows.skill.astype(np.int32))
    return csr_matrix((*columns, rows.offsets.astype(np.int32)), shape=shape)


def sparse_product(market: Market, threads: int) -> tuple[float, NDArray]:
    """sparse_dot_topn, both sides: seconds, and the openings of each graduate, -1 for none."""
    held, asked = vectors(market.graduates.claims), vectors(market.openings.requirements)
    started = time.perf_counter()
    mine = sp_matmul_topn(held, asked.T.tocsr(), top_n=K, n_threads=threads)
    sp_matmul_topn(asked, held.T.tocsr(), top_n=K, n_threads=threads)
    seconds = time.perf_counter() - started
    lists = np.full((len(market.graduates), K), -1)
    lengths = np.diff(mine.indptr)
    within = np.arange(mine.nnz) - np.repeat(mine.indptr[:-1], lengths)
    lists[np.repeat(np.arange(len(lengths)), lengths), within] = mine.indices
    return seconds, lists


def dense_search(market: Market, threads: int) -> tuple[float, NDArray]:
    """faiss, exact inner products of 128 dimensions, one side."""
    chance = np.random.default_rng(1)
    projection = chance.standard_normal((SKILLS, DIMENSIONS)).astype(np.float32)
    held = np.ascontiguousarray(vectors(market.graduates.claims) @ projection)
    asked = np.ascontiguousarray(vectors(market.openings.requirements) @ projection)
    faiss.omp_set_num_threads(threads)
    started = time.perf_counter()
    index = faiss.IndexFlatIP(DIMENSIONS)
    index.add(asked)
    _similarities, lists = index.search(held, K)
    return time.perf_counter() - started, lists


def brute_force(market: Market, threads: int) -> tuple[float, NDArray]:
    """scikit-learn's brute-force neighbours by cosine of the sparse vectors, one side."""
    held, asked = vectors(market.graduates.claims), vectors(market.openings.requirements)
    started = time.perf_counter()
    search = NearestNeighbors(n_neighbors=K, metric="cosine", algorithm="brute", n_jobs=threads)
    lists = search.fit(asked).kneighbors(held, return_distance=False)
    return time.perf_counter() - started, lists


def share_within_gates(market: Market, lists: NDArray, sample: int = 500) -> float:
    """The share of the entries that meet every gate, over evenly spaced graduates."""
    rows = np.linspace(0, len(lists) - 1, sample, dtype=int)
    members = lists[rows].ravel()
    owners = np.repeat(rows, K)[members >= 0]
    states = gates(market, owners, members[members >= 0])
    return float((states.min(axis=0) == State.MET).mean())
