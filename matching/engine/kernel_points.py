"""Compiled: the points of one graduate for neighbouring openings, and who meets the gates.

Each function sees slices of equal length, from 0 on: so they become vector instructions.
"""

import numpy as np

from matching.engine.compiling import compiled, inlined
from matching.engine.kernel_tables import (
    CHANNEL_SHIFT,
    MUST_SHIFT,
    MUSTS_MASK,
    NEVER,
    POINTS_MASK,
)

WAITING = 92
FAR = 1 << 20
"""More than any points, so that what is not met stays below 0."""


@compiled
def _base_points(acc, need, fixed, total, base, all_musts):
    """Points of skills, musts and discipline; -1 where a certificate is missing."""
    for j in range(total.shape[0]):
        held, asked = acc[j] >> MUST_SHIFT, need[j]
        musts = asked & MUSTS_MASK
        bonus = all_musts if (held & MUSTS_MASK) == musts and musts > 0 else np.int32(0)
        points = (acc[j] & POINTS_MASK) + fixed[j] + base + bonus
        total[j] = points if (held | MUSTS_MASK) == (asked | MUSTS_MASK) else np.int32(-FAR)


@compiled
def _fact_points(facts, total, degree, channel, degree_points, channel_points):
    """Points of degree and career channel; negative where the degree is too low."""
    whole, first, second = degree_points[0], degree_points[1], degree_points[2]
    least = degree_points[3]
    for j in range(total.shape[0]):
        minimum = facts[j] & 0xFF
        above = degree - minimum
        points = second if above == 2 else least
        points = first if above == 1 else points
        points = whole if above == 0 else points
        points = points if minimum > 0 else np.int32(0)
        points += channel_points if (facts[j] >> CHANNEL_SHIFT) == channel else np.int32(0)
        total[j] += points if above >= 0 else np.int32(-FAR)


@compiled
def _time_points(latest, total, available, start_points):
    """Points of the start; -1 where anything is not met. Returns how many pairs are left."""
    whole, first, second = start_points[0], start_points[1], start_points[2]
    least = start_points[3]
    left = 0
    for j in range(total.shape[0]):
        waiting = latest[j] - available
        points = second if waiting < 3 * WAITING else least
        points = first if waiting < 2 * WAITING else points
        points = whole if waiting < WAITING else points
        points = np.int32(0) if latest[j] == NEVER else points
        allowed = (waiting >= 0) & (total[j] >= 0)
        total[j] = total[j] + points if allowed else np.int32(-1)
        left += np.int32(1) if allowed else np.int32(0)
    return left


@compiled
def _pay_points(pay, total, wanted, points):
    """Points of the pay, by tenths of the pay wanted that are missing."""
    whole = np.int64(wanted)
    t0, t1 = np.int32(whole), np.int32((whole * 9 + 9) // 10)
    t2, t3 = np.int32((whole * 8 + 9) // 10), np.int32((whole * 7 + 9) // 10)
    p0, p1, p2, p3 = points[0], points[1], points[2], points[3]
    for j in range(total.shape[0]):
        earned = p3 if pay[j] >= t3 else np.int32(0)
        earned = p2 if pay[j] >= t2 else earned
        earned = p1 if pay[j] >= t1 else earned
        total[j] += p0 if pay[j] >= t0 else earned


@inlined
def score_run(field, scratch, supply, prices, graduate, begin, end, offset, base):
    """The points of one graduate for neighbouring openings of one kind; returns how many count."""
    acc = scratch.acc[begin - offset : end - offset]
    total = scratch.total[begin - offset : end - offset]
    _base_points(acc, field.need[begin:end], field.fixed[begin:end], total, base, prices.all_musts)
    degree = np.int32(max(supply.degree[graduate], 0))
    channel = np.int32(supply.channel[graduate] + 1 if supply.channel[graduate] >= 0 else -1)
    _fact_points(field.facts[begin:end], total, degree, channel, prices.degree, prices.channel)
    if supply.pay[graduate] > 0:
        _pay_points(field.pay[begin:end], total, supply.pay[graduate], prices.pay)
    available = supply.available[graduate]
    available = available if available >= 0 else np.int32(NEVER)
    return _time_points(field.latest[begin:end], total, available, prices.start)
