//! Which labels are times, and which keep others from being such.

use super::*;

fn read(labels: &[&str]) -> Result<Option<Times>, OutOfOrder> {
    let locale = Locale::for_language("en-GB").unwrap();
    Times::read(labels.iter().copied(), &locale)
}

fn at(labels: &[&str]) -> (Step, Vec<i64>) {
    let times = read(labels).unwrap().unwrap();
    let first = times.at[0];
    (times.step, times.at.iter().map(|at| at - first).collect())
}

#[test]
fn labels_of_one_kind_are_times() {
    assert_eq!(at(&["2019", "2020", "2023"]), (Step::Year, vec![0, 1, 4]));
    assert_eq!(at(&["2018/19", "2019-20", "2022/2023"]), (Step::Year, vec![0, 1, 4]));
    assert_eq!(at(&["Apr 2024", "May 2024", "Jan 2025"]), (Step::Month, vec![0, 1, 9]));
    assert_eq!(at(&["Sept 24", "October 24"]), (Step::Month, vec![0, 1]));
    assert_eq!(at(&["2024-04", "2024-12"]), (Step::Month, vec![0, 8]));
    assert_eq!(at(&["2023/24 Q4", "Q1 2024/25"]), (Step::Quarter, vec![0, 1]));
    assert_eq!(at(&["28 February 2024", "1 Mar 2024"]), (Step::Day, vec![0, 2]));
    assert_eq!(at(&["2024-02-28", "2024-03-06"]), (Step::Day, vec![0, 7]));
    assert_eq!(at(&["Jan-24", "Feb-24", "Jul-24"]), (Step::Month, vec![0, 1, 6]));
    assert_eq!(at(&["Dec\u{2011}2023", "Jan-24"]), (Step::Month, vec![0, 1]));
    assert_eq!(at(&["01/04/2024", "1/5/2024"]), (Step::Day, vec![0, 30]));
    assert_eq!(at(&["28-02-2024", "01-03-2024"]), (Step::Day, vec![0, 2]));
    assert_eq!(at(&["FY20", "FY 21", "FY2024"]), (Step::Year, vec![0, 1, 4]));
    assert_eq!(at(&["FY2019/20", "2020/21"]), (Step::Year, vec![0, 1]));
}

#[test]
fn other_labels_are_names() {
    for labels in [
        &["Abbey", "Castle"][..],
        &["2019", "2019/20"],
        &["2024 Q1", "2024/25 Q2"],
        &["April", "May"],
        &["31 February 2024", "1 March 2024"],
        &["2023/25", "2024/25"],
        &["2019"],
        &[],
    ] {
        assert_eq!(read(labels), Ok(None), "{labels:?}");
    }
}

#[test]
fn a_label_that_keeps_others_from_being_times_is_found() {
    let locale = Locale::for_language("en-GB").unwrap();
    let misfit = |labels: &[&str]| {
        let found = Times::misfit(labels.iter().copied(), &locale);
        found.map(|it| (it.point, it.is_without_year))
    };
    assert_eq!(misfit(&["2022/23", "2023/24", "2024/25 (p)"]), Some((2, false)));
    assert_eq!(misfit(&["2022", "2023", "2023/24"]), Some((2, false)));
    assert_eq!(misfit(&["FY20", "2020/21", "2021/22"]), Some((0, false)));
    assert_eq!(misfit(&["04/13/2024", "05/01/2024", "06/01/2024"]), Some((0, false)));
    assert_eq!(misfit(&["Apr", "May", "Oct"]), Some((0, true)));
    assert_eq!(misfit(&["Q1", "Q2", "Q4"]), Some((0, true)));
    assert_eq!(misfit(&["Q1", "Q2", "May"]), Some((0, true)));
    assert_eq!(misfit(&["19/20", "20/21", "21/22"]), Some((0, true)));
    assert_eq!(misfit(&["1/4/24", "1/5/24", "1/10/24"]), Some((0, true)));
    for labels in [
        &["Apr", "May", "Jun"][..],
        &["Nov", "Dec", "Jan"],
        &["Q3", "Q4", "Q1", "Q2"],
        &["2022", "2023", "2025"],
        &["Budget 2023/24", "Pay", "Budget 2024/25"],
        &["Census 2011", "Census 2021"],
        &["2023/24", "Target"],
        &["Abbey", "Castle"],
        &[],
    ] {
        assert_eq!(misfit(labels), None, "{labels:?}");
    }
}

#[test]
fn times_follow_each_other() {
    assert_eq!(read(&["2020", "2021", "2019"]), Err(OutOfOrder { point: 2 }));
    assert_eq!(read(&["2020", "2020"]), Err(OutOfOrder { point: 1 }));
}

#[test]
fn places_are_as_far_apart_as_times() {
    let times = read(&["2019", "2020", "2023"]).unwrap().unwrap();
    assert_eq!(times.places(), [0.0, 0.25, 1.0]);
    assert!(!times.is_even());
}
