//! Limits and signals against published examples and against two other programs.

use super::*;
use crate::report::number::ONE;

/// Whole numbers as they are scaled.
fn scaled(values: &[i128]) -> Vec<Option<i128>> {
    values.iter().map(|value| Some(value * ONE)).collect()
}

fn analysis(values: &[i128]) -> Analysis {
    Analysis::of(&scaled(values), &Basis::default())
}

/// The signals, a letter each: `-` for common variation.
fn letters(signals: &[Option<Signal>]) -> String {
    let letter = |signal: &Option<Signal>| match signal.map(|it| it.rule) {
        None => '-',
        Some(Rule::Outside) => 'o',
        Some(Rule::Trend) => 't',
        Some(Rule::TwoOfThree) => 'p',
        Some(Rule::Shift) => 's',
    };
    signals.iter().map(letter).collect()
}

/// In hundredths, cut.
fn hundredths(value: i128) -> i128 {
    value / (ONE / 100)
}

#[test]
fn limits_are_those_of_published_examples() {
    // From the documentation of statprocon.
    let step = &analysis(&[10, 50, 40, 30]).steps[0];
    assert_eq!(
        [step.centre, step.lower, step.upper].map(hundredths),
        [3250, -2070, 8570]
    );
    assert!(step.is_trial);
    // From a vignette of NHSRplotthedots: with and without the range of the spike.
    let spike = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
    let step = &analysis(&spike).steps[0];
    assert_eq!([step.centre, step.lower, step.upper].map(hundredths), [194, -306, 695]);
    let screened = Basis { is_screened: true, ..Basis::default() };
    let step = &Analysis::of(&scaled(&spike), &screened).steps[0];
    assert_eq!([step.lower, step.upper].map(hundredths), [-71, 460]);
    assert!(!step.is_trial);
}

#[test]
fn signals_are_those_of_the_reference() {
    let trend = |values: &[i128]| {
        let exact = |value: &i128| Some(BigRational::from(BigInt::from(*value)));
        let exact: Vec<_> = values.iter().map(exact).collect();
        trends(&exact)
    };
    assert_eq!(trend(&[1, 2, 3, 4, 5, 6, 7]), [Some(Way::High); 7]);
    assert_eq!(trend(&[1, 2, 3, 3, 4, 5, 6]), [None; 7]);
    let sides = [vec![Some(Way::High); 8], vec![Some(Way::Low)]].concat();
    assert_eq!(runs(&sides, RUN), [vec![Some(Way::High); 8], vec![None]].concat());
    let near = [true, false, false, true, true];
    let found = two_of_three(&[Some(Way::High); 5], &near);
    assert_eq!(found, [false, false, false, true, true]);
    let sides = [Some(Way::High), Some(Way::Low), Some(Way::High)];
    assert_eq!(two_of_three(&sides, &[true, true, false]), [false; 3]);
}

#[derive(serde::Deserialize)]
struct Case {
    /// In hundredths.
    values: Vec<i128>,
    screened: bool,
    lower: f64,
    upper: f64,
    signals: String,
}

#[test]
fn two_hundred_series_have_the_limits_and_signals_of_other_programs() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../../tests/fixtures/spc.json"))
            .expect("the cases of ci/spc/make.py");
    assert_eq!(cases.len(), 200);
    for case in cases {
        let values: Vec<_> =
            case.values.iter().map(|it| Some(it * (ONE / 100))).collect();
        let basis = Basis { is_screened: case.screened, ..Basis::default() };
        let analysis = Analysis::of(&values, &basis);
        let [step] = &analysis.steps[..] else { panic!("{:?}", case.values) };
        for (ours, theirs) in [(step.lower, case.lower), (step.upper, case.upper)] {
            let ours = ours.to_f64().expect("a float") / ONE.to_f64().expect("a float");
            // The other program rounds the mean range to three digits before it takes 2.66 of it.
            assert!((ours - theirs).abs() < 0.002, "{:?}: {ours} {theirs}", case.values);
        }
        assert_eq!(letters(&analysis.signals), case.signals, "{:?}", case.values);
    }
}

#[test]
fn what_does_not_vary_gives_no_signal() {
    // A tenth is no float: its mean over seven would not be the same.
    let values = vec![Some(ONE / 10); 24];
    let analysis = Analysis::of(&values, &Basis::default());
    assert_eq!(letters(&analysis.signals), "-".repeat(24));
    let step = &analysis.steps[0];
    assert_eq!((step.lower, step.centre, step.upper), (ONE / 10, ONE / 10, ONE / 10));
    // What is the target each time meets it, whichever way is good.
    assert_eq!(analysis.assurance(ONE / 10, true), Some(Assurance::Passes));
    assert_eq!(analysis.assurance(ONE / 10, false), Some(Assurance::Passes));
    assert_eq!(analysis.assurance(ONE / 10 + 1, true), Some(Assurance::Fails));
    assert_eq!(analysis.assurance(ONE / 10 - 1, false), Some(Assurance::Fails));
}

#[test]
fn the_largest_values_are_worked_out() {
    let most = 999_999_999_999_999_999 * ONE;
    let values: Vec<_> =
        (0..40).map(|at| Some(if at % 2 == 0 { most } else { -most })).collect();
    let step = &Analysis::of(&values, &Basis::default()).steps[0];
    assert_eq!(step.centre, 0);
    assert_eq!(step.upper, most * 532 / 100);
}

#[test]
fn values_that_are_not_known_end_runs_and_give_no_range() {
    let mut values = scaled(&[1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(letters(&Analysis::of(&values, &Basis::default()).signals), "otttttto");
    values[4] = None;
    let analysis = Analysis::of(&values, &Basis::default());
    assert_eq!(letters(&analysis.signals), "o------o");
    assert_eq!(hundredths(analysis.steps[0].upper - analysis.steps[0].centre), 266);
    values[7] = None;
    assert_eq!(analysis.last_signal(&values), None);
    // A value alone, or none, has no limits.
    for values in [vec![], vec![Some(1)], vec![None, Some(1), None, Some(2)]] {
        assert_eq!(Analysis::of(&values, &Basis::default()).steps, []);
    }
}

#[test]
fn steps_and_baselines_give_limits_of_their_own() {
    let values = [vec![10, 12, 11, 12, 10, 11], vec![30, 32, 31, 32, 30, 31]].concat();
    let steps = Basis { steps: vec![6], ..Basis::default() };
    let analysis = Analysis::of(&scaled(&values), &steps);
    let points: Vec<_> = analysis.steps.iter().map(|it| it.points.clone()).collect();
    assert_eq!(points, [0..6, 6..12]);
    assert_eq!(letters(&analysis.signals), "-".repeat(12));
    let baseline = Basis { baseline: Some(6), ..Basis::default() };
    let analysis = Analysis::of(&scaled(&values), &baseline);
    assert_eq!(letters(&analysis.signals), "------oooooo");
    assert_eq!(analysis.last_signal(&scaled(&values)).map(|it| it.way), Some(Way::High));
}

#[test]
fn a_target_is_met_missed_or_neither() {
    let analysis = analysis(&[10, 12, 11, 12, 10, 11, 10, 12, 11, 12, 10, 11]);
    let of = |target: i128, higher| analysis.assurance(target * ONE, higher);
    assert_eq!(of(2, true), Some(Assurance::Passes));
    assert_eq!(of(2, false), Some(Assurance::Fails));
    assert_eq!(of(11, true), Some(Assurance::HitOrMiss));
    assert_eq!(of(20, true), Some(Assurance::Fails));
    assert_eq!(of(20, false), Some(Assurance::Passes));
    // A limit that is the target meets it: all do, or that one alone.
    let (lower, upper) = (analysis.steps[0].lower, analysis.steps[0].upper);
    let at = |target, higher| analysis.assurance(target, higher);
    assert_eq!(at(lower, true), Some(Assurance::Passes));
    assert_eq!(at(lower, false), Some(Assurance::HitOrMiss));
    assert_eq!(at(upper, false), Some(Assurance::Passes));
    assert_eq!(at(upper, true), Some(Assurance::HitOrMiss));
}
