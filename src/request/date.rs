//! Dates between text and milliseconds since 1970, in the proleptic Gregorian calendar.

/// `YYYY-MM-DDTHH:MM:SSZ`, for the years 0000 to 9999.
pub(super) fn iso8601(time: i64) -> Option<String> {
    let seconds = time.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days)?;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// The time of a date as HTTP servers write it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 5.6.7).
pub(super) fn http_date(text: &str) -> Option<i64> {
    let (_, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let day = number(words.next()?, 2)?;
    let month = words.next()?;
    let month = 1 + i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()?;
    let year = number(words.next()?, 4)?;
    let mut clock = words.next()?.split(':').map(|digits| number(digits, 2));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let whole = words.next() == Some("GMT") && words.next().is_none() && clock.next().is_none();
    let in_range = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    let time = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    (whole && in_range).then_some(time * 1000)
}

const DAY: i64 = 86_400;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// Days from the first of March of the year 0 to the first of January 1970.
const EPOCH: i64 = 719_468;

/// The number that exactly `length` digits stand for.
fn number(digits: &str, length: usize) -> Option<i64> {
    let fits = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

/// Days since 1970. Years begin in March here, so that a leap day is the last of its year.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month < 3 { year - 1 } else { year };
    let month = (month + 9) % 12;
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
        - EPOCH
}

/// The date of a day since 1970, for the years 0 to 9999.
fn civil(days: i64) -> Option<(i64, i64, i64)> {
    let days = days.checked_add(EPOCH)?;
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + later;
    (0..=9999).contains(&year).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_comes_back() {
        for day in days(0, 1, 1)..=days(9999, 12, 31) {
            let (year, month, of_month) = civil(day).unwrap();
            assert_eq!(days(year, month, of_month), day);
        }
        assert_eq!(civil(days(9999, 12, 31) + 1), None);
        assert_eq!(civil(days(0, 1, 1) - 1), None);
    }

    #[test]
    fn writes_known_dates() {
        for (time, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_785_542_399_999, "2026-07-31T23:59:59Z"),
        ] {
            assert_eq!(iso8601(time).as_deref(), Some(text));
        }
        assert_eq!((iso8601(i64::MAX), iso8601(i64::MIN)), (None, None));
    }

    #[test]
    fn reads_the_date_of_the_standard_alone() {
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000));
        for text in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT x",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}
