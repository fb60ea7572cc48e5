//! The axis of values: where it begins and ends, and which round values it names.
//!
//! All of it is exact, in the units of [`scaled`]: no tick is a float that was rounded.

use fixed_decimal::Decimal;

use crate::report::number::{ONE, unscaled};
use crate::report::{HouseStyle, Locale, MoneyStyle, Scale, Unit, measure};

/// How many steps an axis has at the most.
const MOST_STEPS: i128 = 5;
/// All of a whole, in per cent.
const HUNDRED: i128 = 100 * ONE;

/// The values that an axis has room for, and those that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Axis {
    /// Where it begins.
    pub(super) from: i128,
    /// Where it ends.
    pub(super) to: i128,
    /// From one named value to the next.
    pub(super) step: i128,
}

/// What an axis must show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Domain {
    /// The least and the greatest value.
    pub(super) least: i128,
    /// The greatest value.
    pub(super) greatest: i128,
    /// Where the project says that it begins.
    pub(super) from: Option<i128>,
    /// Where the project says that it ends.
    pub(super) to: Option<i128>,
    /// Whether nought is on it in any case.
    pub(super) with_zero: bool,
    /// Whether the values are whole numbers.
    pub(super) is_whole: bool,
    /// Whether they are shares, which end at 100%.
    pub(super) is_share: bool,
}

impl Axis {
    /// The axis that shows a domain with as few and as round steps as can be.
    pub(super) fn of(domain: &Domain) -> Self {
        let (mut low, mut high) = (domain.least, domain.greatest.max(domain.least));
        if domain.with_zero && domain.from.is_none() {
            (low, high) = (low.min(0), high.max(0));
        }
        low = domain.from.unwrap_or(low);
        high = domain.to.unwrap_or(high);
        if high <= low {
            // One value alone, or none: it stands in the middle, or an empty axis goes to one.
            if low == 0 {
                high = ONE;
            } else if domain.with_zero || domain.from.is_some() {
                high = low.saturating_add(low.abs().max(1));
            } else {
                let room = (low.abs() / 10).max(if domain.is_whole { ONE } else { 1 });
                (low, high) = (low - room, low + room);
            }
        }
        let least_step = if domain.is_whole { ONE } else { 1 };
        let step = steps(least_step)
            .find(|step| {
                let from = domain.from.unwrap_or_else(|| down(low, *step));
                let to = domain.to.unwrap_or_else(|| up(high, *step));
                (to - from) / step <= MOST_STEPS
            })
            .unwrap_or(high - low);
        let from = domain.from.unwrap_or_else(|| down(low, step));
        let mut to = domain.to.unwrap_or_else(|| up(high, step));
        // Shares do not go beyond all.
        if domain.is_share && domain.to.is_none() && high <= HUNDRED && to > HUNDRED {
            to = HUNDRED;
        }
        Self { from, to, step }
    }

    /// Where a value stands between the two ends, 0 and 1.
    pub(super) fn place(&self, value: i128) -> f64 {
        let whole = (self.to - self.from).max(1) as f64;
        ((value - self.from) as f64 / whole).clamp(0.0, 1.0)
    }

    /// Whether a value lies between the ends of the axis.
    pub(super) fn holds(&self, value: i128) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// The values that it names.
    pub(super) fn ticks(&self) -> Vec<i128> {
        let first = up(self.from, self.step);
        let mut ticks: Vec<i128> = Vec::new();
        let mut tick = first;
        while tick <= self.to && self.step > 0 && ticks.len() < 16 {
            ticks.push(tick);
            tick += self.step;
        }
        ticks
    }

    /// Whether it begins above nought or ends below it.
    pub(super) fn is_cut(&self) -> bool {
        self.from > 0 || self.to < 0
    }
}

/// The round steps from the least on: 1, 2, 2.5 and 5 times the powers of ten.
fn steps(least: i128) -> impl Iterator<Item = i128> {
    let powers = (0..31_u32).map(|power| 10_i128.pow(power));
    let parts = powers.flat_map(|power| {
        let quarter = if power >= 10 { Some(power / 10 * 25) } else { None };
        [Some(power), Some(power * 2), quarter, Some(power * 5)].into_iter().flatten()
    });
    parts.filter(move |step| *step >= least && *step % least == 0)
}

/// The next multiple of a step that is not greater.
fn down(value: i128, step: i128) -> i128 {
    value.div_euclid(step) * step
}

/// The next multiple of a step that is not less.
fn up(value: i128, step: i128) -> i128 {
    -down(-value, step)
}

/// How the values that an axis names print: all in one scale and with as many decimals.
pub(super) fn printed(
    ticks: &[i128],
    step: i128,
    unit: &str,
    style: &HouseStyle,
    locale: &Locale,
) -> Vec<String> {
    let largest = ticks.iter().map(|it| it.abs()).max().unwrap_or_default();
    let of = Unit::named(unit);
    let is_money = matches!(of, Unit::Money(_));
    let in_full = is_money && style.money == MoneyStyle::Full;
    let scale = match largest / ONE {
        _ if in_full || of == Unit::Percent => None,
        1_000_000_000.. => Some((1_000_000_000_i128, Scale::Billion)),
        1_000_000.. => Some((1_000_000, Scale::Million)),
        _ => None,
    };
    let Some((by, scale)) = scale else {
        let decimals = decimals_of(step);
        let form = |value: &i128| {
            let mut number = unscaled(*value);
            if *value != 0 {
                number.absolute.pad_end(-decimals);
            }
            if is_money || of == Unit::Percent {
                return measure::in_full(&number, &of, style, locale);
            }
            // Other units are said once, above the chart.
            let sign = if *value < 0 { "\u{2212}" } else { "" };
            format!("{sign}{}", locale.digits(&number.absolute))
        };
        return ticks.iter().map(form).collect();
    };
    // A tick is a whole number of such steps, so that nothing is lost.
    let decimals = decimals_of(step / by);
    let form = |value: &i128| {
        let mut size: Decimal = unscaled((value / by).abs());
        if *value != 0 {
            size.absolute.pad_end(-decimals);
        }
        let digits = locale.digits(&size.absolute);
        let sign = if *value < 0 { "\u{2212}" } else { "" };
        match of {
            Unit::Money(currency) if *value == 0 => locale.money(currency, &digits),
            Unit::Money(currency) => {
                format!("{sign}{}", locale.money_short(currency, &digits, scale))
            }
            _ if *value == 0 => digits,
            _ => format!("{sign}{digits}{}", locale.scale_short(scale)),
        }
    };
    ticks.iter().map(form).collect()
}

/// How many digits follow the point of a step.
fn decimals_of(step: i128) -> i16 {
    let (mut unit, mut decimals) = (ONE, 0);
    while unit > 1 && step % unit != 0 {
        unit /= 10;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::number::{parse, scaled};

    fn of(text: &str) -> i128 {
        scaled(&parse(text).unwrap())
    }

    fn domain(least: &str, greatest: &str) -> Domain {
        let (least, greatest) = (of(least), of(greatest));
        let is_whole = least % ONE == 0 && greatest % ONE == 0;
        Domain {
            least,
            greatest,
            from: None,
            to: None,
            with_zero: true,
            is_whole,
            is_share: false,
        }
    }

    fn ticks(domain: &Domain) -> Vec<String> {
        let axis = Axis::of(domain);
        axis.ticks().iter().map(|tick| unscaled(*tick).to_string()).collect()
    }

    #[test]
    fn ticks_are_round() {
        for (least, greatest, expected) in [
            ("657", "930", "0 200 400 600 800 1000"),
            ("20", "40", "0 10 20 30 40"),
            ("-120000", "10000", "-150000 -100000 -50000 0 50000"),
            ("-21.4", "33.9", "-40 -20 0 20 40"),
            ("0.0001", "0.0003", "0.0000 0.0001 0.0002 0.0003"),
            ("0.2", "0.9", "0.0 0.2 0.4 0.6 0.8 1.0"),
            ("0", "0", "0 1"),
            ("3", "3", "0 1 2 3"),
            ("-4", "-2", "-4 -3 -2 -1 0"),
            ("1", "1", "0 1"),
            ("500", "1721", "0 500 1000 1500 2000"),
            (
                "99999999999999999",
                "99999999999999999",
                "0 20000000000000000 40000000000000000 60000000000000000 80000000000000000 \
                 100000000000000000",
            ),
        ] {
            let shown: Vec<_> = ticks(&domain(least, greatest))
                .iter()
                .map(|it| parse(it).map(|it| scaled(&it)).unwrap())
                .collect();
            let expected: Vec<_> = expected.split(' ').map(of).collect();
            assert_eq!(shown, expected, "{least} to {greatest}");
        }
    }

    #[test]
    fn an_axis_may_be_cut() {
        let cut = Domain { with_zero: false, ..domain("2478", "4200") };
        let axis = Axis::of(&cut);
        assert_eq!((axis.from, axis.to), (of("2000"), of("4500")));
        assert!(axis.is_cut());
        let given =
            Domain { from: Some(of("50")), to: Some(of("100")), ..domain("61", "94") };
        assert_eq!(ticks(&given).len(), 6);
        assert!(!Axis::of(&domain("61", "94")).is_cut());
    }

    #[test]
    fn shares_end_at_all() {
        let share = Domain { is_share: true, ..domain("61", "97") };
        assert_eq!(Axis::of(&share).to, HUNDRED);
    }

    #[test]
    fn ticks_print_in_one_scale() {
        let locale = Locale::for_language("en-GB").unwrap();
        let style = HouseStyle::default();
        let print = |ticks: &[&str], step: &str, unit: &str| {
            let ticks: Vec<_> = ticks.iter().map(|it| of(it)).collect();
            printed(&ticks, of(step), unit, &style, &locale).join(" ")
        };
        assert_eq!(print(&["0", "500000", "1000000"], "500000", "GBP"), "£0 £0.5m £1.0m");
        assert_eq!(print(&["-200000", "0"], "200000", "GBP"), "−£200,000 £0");
        assert_eq!(print(&["0", "0.5", "1"], "0.5", "%"), "0% 0.5% 1.0%");
        assert_eq!(print(&["0", "2500000"], "2500000", "visits"), "0 2.5m");
        assert_eq!(print(&["0", "5"], "5", "days"), "0 5");
    }
}
