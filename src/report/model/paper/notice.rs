//! Notice: how many days there must be between a publication and what follows it.

use recto_macros::{Choice, Noun};
use time::Date;

use super::super::Placed;

/// How many days there must be after a publication, by a law or a constitution: before a meeting
/// whose papers it is of, or before the decisions hold that it is of.
#[derive(Debug, Clone, Noun)]
pub struct Notice {
    /// How many days.
    pub days: Placed<u32>,
    /// Whether these are clear days, which leave out the day of publication and that of what
    /// follows; true where it is left out. Else the day of publication is left out alone.
    #[noun(default = true)]
    pub clear: bool,
    /// The days of the week that are not counted.
    pub leaves_out: Vec<Weekday>,
    /// Other days that are not counted, such as bank holidays.
    pub days_off: Vec<Placed<Date>>,
}

impl Notice {
    /// How many days of notice a day of publication gives of a meeting.
    pub fn given(&self, published: Date, meeting: Date) -> u32 {
        let last = if self.clear { meeting.previous_day() } else { Some(meeting) };
        let days = std::iter::successors(published.next_day(), |day| day.next_day());
        let days = days.take_while(|day| last.is_some_and(|last| *day <= last));
        let counted = days.filter(|day| self.counts(*day)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    }

    /// The first day that comes so long after a publication; `None` where no day of the next year does.
    pub fn earliest(&self, published: Date) -> Option<Date> {
        let mut days = std::iter::successors(Some(published), |day| day.next_day());
        let mut days = days.by_ref().take(400);
        days.find(|day| self.given(published, *day) >= self.days.value)
    }

    /// The last day of publication that gives notice enough of a meeting; `None` where the
    /// calendar has none.
    pub fn latest(&self, meeting: Date) -> Option<Date> {
        let mut days = std::iter::successors(Some(meeting), |day| day.previous_day());
        // A year before the meeting, no rule is looking.
        let mut days = days.by_ref().take(400);
        days.find(|day| self.given(*day, meeting) >= self.days.value)
    }

    fn counts(&self, day: Date) -> bool {
        let is_left_out = self.leaves_out.iter().any(|it| it.is(day.weekday()));
        !is_left_out && !self.days_off.iter().any(|off| off.value == day)
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    fn is(self, day: time::Weekday) -> bool {
        self as u8 == day.number_days_from_monday()
    }
}
