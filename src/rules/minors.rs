//! Who is a minor, and whose consent a minor's data needs: Regulation on the Protection of Minors in Cyberspace art. 36,
//! Personal Information Protection Law art. 31. The plan says nothing of it.

use chrono::NaiveDate;

use super::periods::age_on;

/// Full years below which somebody is a minor (Law on the Protection of Minors art. 2).
const OF_AGE: u32 = 18;
/// Full years below which a guardian consents (PIPL art. 31).
const CONSENTS: u32 = 14;

/// Whether somebody counts as a minor on a day. Without a date of birth, a category of children decides (ours): what
/// might be a child's data is treated as a child's.
#[must_use]
pub fn is_minor(birth: Option<NaiveDate>, child_by_category: bool, day: NaiveDate) -> bool {
    birth.map_or(child_by_category, |birth| younger(birth, OF_AGE, day))
}

/// Whether a guardian's consent is needed on a day; in doubt as for [`is_minor`].
#[must_use]
pub fn needs_guardian_consent(birth: Option<NaiveDate>, child_by_category: bool, day: NaiveDate) -> bool {
    birth.map_or(child_by_category, |birth| younger(birth, CONSENTS, day))
}

/// Age is counted by birthday (ours); who is not born yet is younger than anybody.
fn younger(birth: NaiveDate, years: u32, day: NaiveDate) -> bool {
    age_on(birth, day).is_none_or(|age| age < years)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn of_age_on_the_eighteenth_birthday_and_consenting_on_the_fourteenth() {
        // (born, day, minor, guardian consents)
        let cases = [
            ("2005-07-03", "2023-07-02", true, false),
            ("2005-07-03", "2023-07-03", false, false),
            ("2009-07-03", "2023-07-02", true, true),
            ("2009-07-03", "2023-07-03", true, false),
            ("2004-02-29", "2022-02-27", true, false),
            ("2004-02-29", "2022-02-28", false, false),
            ("2024-01-01", "2023-07-03", true, true),
        ];
        for (born, on, minor, guardian) in cases {
            let (born, on) = (Some(day(born)), day(on));
            assert_eq!(
                (is_minor(born, false, on), needs_guardian_consent(born, false, on)),
                (minor, guardian)
            );
            assert_eq!(is_minor(born, true, on), minor, "a known date of birth decides");
        }
    }

    #[test]
    fn without_a_date_of_birth_the_category_decides() {
        for child in [true, false] {
            assert_eq!(is_minor(None, child, day("2023-07-03")), child);
            assert_eq!(needs_guardian_consent(None, child, day("2023-07-03")), child);
        }
    }

    proptest! {
        #[test]
        fn nobody_becomes_a_minor_again(born in 0_i32..20_000, age in 0_i32..12_000, later in 0_i32..12_000) {
            let at = |days: i32| day("1970-01-01") + chrono::TimeDelta::days(days.into());
            let (birth, on, after) = (Some(at(born)), at(born + age), at(born + age + later));
            prop_assert!(is_minor(birth, true, on) || !is_minor(birth, true, after));
            prop_assert!(is_minor(birth, true, on) || !needs_guardian_consent(birth, true, on));
        }
    }
}
