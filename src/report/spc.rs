//! Statistical process control: the centre, the limits and the signals of an `XmR` chart.
//!
//! It knows numbers alone. What a chart shows of them, and in which words, is not known here.
//! The rules are those of NHS England's *Making data count* as the package `NHSRplotthedots`
//! (0.2.2) computes them: a point outside of the limits, a shift of seven, a trend of seven, and
//! two of three near a limit.
//!
//! Values and limits are whole units of 10⁻¹², as `report::number` scales them. Every
//! comparison is exact, so that no rounding of a mean makes a signal of a point on the line.

use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, ToPrimitive as _};

/// How many mean moving ranges a limit is from the centre, in hundredths: 3 ÷ 1.128, rounded as
/// is usual for `XmR` charts.
const LIMIT: (i32, i32) = (266, 100);
/// How many mean moving ranges a range may be before it is left out of the mean, in thousandths:
/// the upper limit of a chart of ranges of two.
const RANGE_LIMIT: (i32, i32) = (3267, 1000);
/// The share of the way to a limit from which a point is near it.
const NEAR: (i32, i32) = (2, 3);
/// The points that make a shift or a trend.
const RUN: usize = 7;
/// Fewer points than these give limits on trial.
const ENOUGH: usize = 12;

/// From which points limits are worked out.
#[derive(Debug, Clone, Default)]
pub struct Basis {
    /// The first point of each step after the first, rising: centre and limits are worked out
    /// anew from there.
    pub steps: Vec<usize>,
    /// How many points at the start of a step give its limits, which then hold for all of it; all
    /// of them where it is left out.
    pub baseline: Option<usize>,
    /// Whether moving ranges beyond their own limit are left out of their mean, once (Nelson
    /// 1982).
    pub is_screened: bool,
}

/// A stretch of points with one centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its points.
    pub points: Range<usize>,
    /// The mean of the points that give the limits.
    pub centre: i128,
    /// The lower process limit.
    pub lower: i128,
    /// The upper process limit.
    pub upper: i128,
    /// Whether so few points gave the limits that they are on trial.
    pub is_trial: bool,
}

/// Why a point is no common variation. Where several rules find a point, the first of them
/// stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It is beyond a limit.
    Outside,
    /// It is one of seven that rise or fall in a row.
    Trend,
    /// It is near a limit, as is another of three in a row on one side of the centre.
    TwoOfThree,
    /// It is one of seven in a row on one side of the centre.
    Shift,
}

/// Which way a signal points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To high values: above the centre, or rising.
    High,
    /// To low values: below the centre, or falling.
    Low,
}

/// A point that is no common variation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The rule that finds it.
    pub rule: Rule,
    /// Which way it points.
    pub way: Way,
}

/// What an `XmR` chart shows of a series.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The steps, in order; a step without two points that follow each other has no limits and
    /// is left out.
    pub steps: Vec<Step>,
    /// The signal of each point, `None` for common variation and for values that are not known.
    pub signals: Vec<Option<Signal>>,
}

/// How a target stands to the limits of the last step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// Every value within the limits meets it, the limit itself too: it is met as long as nothing
    /// changes.
    Passes,
    /// None does: it is missed as long as nothing changes.
    Fails,
    /// Some do, be it the limit alone: it is met at times.
    HitOrMiss,
}

impl Analysis {
    /// Works out limits and signals. Values that are not known are left out of the centre and of
    /// both moving ranges, and end runs.
    pub fn of(values: &[Option<i128>], basis: &Basis) -> Self {
        let exact = |value: i128| BigRational::from(BigInt::from(value));
        let exact: Vec<_> = values.iter().map(|value| value.map(exact)).collect();
        let mut steps = Vec::new();
        let mut signals = vec![None; values.len()];
        let mut starts = vec![0];
        starts.extend(basis.steps.iter().copied().filter(|at| *at < values.len()));
        starts.push(values.len());
        for points in starts.windows(2).map(|ends| ends[0]..ends[1]) {
            let own = &exact[points.clone()];
            let Some(limits) = Limits::of(own, basis) else { continue };
            signals[points.clone()].copy_from_slice(&limits.signals(own));
            steps.push(limits.step(points));
        }
        Self { steps, signals }
    }

    /// The signal of the last value that is known.
    pub fn last_signal(&self, values: &[Option<i128>]) -> Option<Signal> {
        let last = values.iter().rposition(Option::is_some)?;
        self.signals[last]
    }

    /// How a target stands to the limits of the last step; `higher` where more is better.
    pub fn assurance(&self, target: i128, higher: bool) -> Option<Assurance> {
        let step = self.steps.last()?;
        // A value that is the target meets it.
        let (all, none) = match higher {
            true => (target <= step.lower, target > step.upper),
            false => (target >= step.upper, target < step.lower),
        };
        Some(match (all, none) {
            (true, _) => Assurance::Passes,
            (_, true) => Assurance::Fails,
            _ => Assurance::HitOrMiss,
        })
    }
}

fn ratio((over, under): (i32, i32)) -> BigRational {
    BigRational::new(over.into(), under.into())
}

fn mean(values: &[BigRational]) -> Option<BigRational> {
    let count = BigRational::from(BigInt::from(values.len()));
    let sum: BigRational = values.iter().sum();
    (!values.is_empty()).then(|| sum / count)
}

/// Centre and limits of a step, exact.
struct Limits {
    centre: BigRational,
    /// How far the limits are from the centre.
    reach: BigRational,
    /// How many points gave them.
    count: usize,
}

impl Limits {
    /// `None` where nothing gives a moving range.
    fn of(values: &[Option<BigRational>], basis: &Basis) -> Option<Self> {
        let first = values.len().min(basis.baseline.unwrap_or(values.len()));
        let values = &values[..first];
        let known: Vec<_> = values.iter().flatten().cloned().collect();
        let range = |pair: &[Option<BigRational>]| {
            Some((pair[1].as_ref()? - pair[0].as_ref()?).abs())
        };
        let mut ranges: Vec<_> = values.windows(2).filter_map(range).collect();
        let mut range = mean(&ranges)?;
        if basis.is_screened {
            let most = ratio(RANGE_LIMIT) * &range;
            ranges.retain(|it| *it < most);
            // Where nothing varies, nothing is left, and the mean was nought.
            range = mean(&ranges).unwrap_or(range);
        }
        let centre = mean(&known)?;
        Some(Self { centre, reach: ratio(LIMIT) * range, count: known.len() })
    }

    fn step(&self, points: Range<usize>) -> Step {
        // A limit of values of 30 digits has 33 at most, and 128 bits hold 38.
        let units = |value: BigRational| value.round().to_i128().unwrap_or_default();
        Step {
            points,
            centre: units(self.centre.clone()),
            lower: units(&self.centre - &self.reach),
            upper: units(&self.centre + &self.reach),
            is_trial: self.count < ENOUGH,
        }
    }

    fn signals(&self, values: &[Option<BigRational>]) -> Vec<Option<Signal>> {
        let near = ratio(NEAR) * &self.reach;
        let mut sides = Vec::with_capacity(values.len());
        let mut outside = Vec::with_capacity(values.len());
        let mut close = Vec::with_capacity(values.len());
        for value in values {
            let off = value.as_ref().map(|value| value - &self.centre);
            sides.push(match &off {
                Some(off) if off.is_positive() => Some(Way::High),
                Some(off) if off.is_negative() => Some(Way::Low),
                _ => None,
            });
            let off = off.map(|off| off.abs());
            let is_outside = off.as_ref().is_some_and(|off| *off > self.reach);
            close.push(!is_outside && off.is_some_and(|off| off > near));
            outside.push(is_outside);
        }
        let shifts = runs(&sides, RUN);
        let trends = trends(values);
        let pairs = two_of_three(&sides, &close);
        let signal = |at: usize| {
            let rules = [
                (Rule::Outside, sides[at].filter(|_| outside[at])),
                (Rule::Trend, trends[at]),
                (Rule::TwoOfThree, sides[at].filter(|_| pairs[at])),
                (Rule::Shift, shifts[at]),
            ];
            rules.into_iter().find_map(|(rule, way)| Some(Signal { rule, way: way? }))
        };
        (0..values.len()).map(signal).collect()
    }
}

/// Those that are the same at least so many times in a row.
fn runs(ways: &[Option<Way>], least: usize) -> Vec<Option<Way>> {
    let mut found = Vec::with_capacity(ways.len());
    for run in ways.chunk_by(|one, other| one == other) {
        let is_long = run.len() >= least;
        found.extend(run.iter().map(|way| way.filter(|_| is_long)));
    }
    found
}

/// The points of runs that rise or fall strictly.
fn trends(values: &[Option<BigRational>]) -> Vec<Option<Way>> {
    let way = |pair: &[Option<BigRational>]| match (pair[0].as_ref()?, pair[1].as_ref()?)
    {
        (before, after) if after > before => Some(Way::High),
        (before, after) if after < before => Some(Way::Low),
        _ => None,
    };
    let steps: Vec<_> = values.windows(2).map(way).collect();
    // Seven points are six steps.
    let steps = runs(&steps, RUN - 1);
    let mut found = vec![None; values.len()];
    for (at, way) in steps.into_iter().enumerate().filter(|(_, way)| way.is_some()) {
        // The last of a rise is the first of a fall: it belongs to what came first.
        if found[at].is_none() {
            found[at] = way;
        }
        found[at + 1] = way;
    }
    found
}

/// The points near a limit that are two or three of three in a row on one side of the centre.
fn two_of_three(sides: &[Option<Way>], close: &[bool]) -> Vec<bool> {
    let mut found = vec![false; sides.len()];
    for start in 0..sides.len().saturating_sub(2) {
        let three = start..start + 3;
        let is_one_side = sides[start].is_some()
            && sides[three.clone()].iter().all(|side| *side == sides[start]);
        let count = close[three.clone()].iter().filter(|it| **it).count();
        if is_one_side && count >= 2 {
            for at in three.filter(|at| close[*at]) {
                found[at] = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
