//! Known abbreviations: those that readers know better than what they stand for.
//!
//! Each group has its reason. What only those who work in a field know, such as the names
//! of its bodies, is not here: a report lists it, and so spells it out once.

/// Abbreviations that need no spelling out, by the reason why.
const KNOWN: &[&[&str]] = &[
    // Names of countries and their unions, of which the long form is hardly written.
    &["UK", "US", "USA", "EU", "UN", "GB", "NI"],
    // Bodies and broadcasters that the public knows by their letters alone.
    &["BBC", "ITV", "NHS", "NATO", "NASA", "RAF", "UNICEF", "UNESCO", "NSPCC", "RSPCA"],
    &["RNLI", "YMCA"],
    // Forms of files and machines that are not called by another name.
    &["PDF", "CSV", "HTML", "XML", "URL", "USB", "GPS", "SMS", "SIM", "DVD", "CD", "PC"],
    &["TV", "CCTV", "IT", "ICT", "AI", "PIN", "ID", "QR", "FAQ", "ATM", "ISBN", "ISSN"],
    &["ISO", "BS", "LED"],
    // Illnesses and medicine of which the long form tells a lay reader less.
    &["COVID", "HIV", "AIDS", "DNA", "MMR", "GP", "MRI"],
    // Tax, money and everyday life.
    &["VAT", "PAYE", "GBP", "EUR", "USD", "MOT", "HGV", "DIY", "VIP", "PO", "RSVP", "OK"],
    &["HR", "PR", "CEO", "AGM", "CV", "PE", "PS", "NB"],
    // School and university.
    &["GCSE", "BTEC", "NVQ", "BA", "MA", "MBA", "LLB"],
    // Times and directions.
    &["AM", "PM", "GMT", "BST", "UTC", "BC", "AD", "CE", "BCE", "NE", "NW", "SE", "SW"],
    // People, as house styles of public bodies write them.
    &["LGBT", "LGBTQ", "LGBTQI", "LGBTQIA", "HRH", "HM", "MP", "MEP", "MSP", "MS"],
    // Honours and degrees behind a name are never spelt out.
    &["CB", "CBE", "CH", "CMG", "CVO", "DBE", "DL", "DSO", "FRS", "GBE", "GC", "GCB"],
    &["GCMG", "GM", "JP", "KBE", "KC", "KCB", "KCMG", "KFSM", "KPM", "KT", "LVO", "MBE"],
    &["MC", "MVO", "OBE", "OM", "QC", "QFSM", "QPM", "VC"],
];

/// The largest Roman numeral that counts parts, kings or centuries.
const LARGEST_NUMERAL: u32 = 89;

/// Whether a word in capitals needs no spelling out.
pub(super) fn is_known(word: &str) -> bool {
    KNOWN.iter().copied().flatten().any(|known| *known == word) || is_numeral(word)
}

/// Whether a word is a Roman numeral as numbers are counted: “III”, “XXIV”.
fn is_numeral(word: &str) -> bool {
    (1..=LARGEST_NUMERAL).any(|number| numeral(number) == word)
}

fn numeral(mut number: u32) -> String {
    const MARKS: [(u32, &str); 7] =
        [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, mark) in MARKS {
        while number >= value {
            text.push_str(mark);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_told_from_abbreviations() {
        for numeral in ["II", "IX", "XXIV", "LXXXIX"] {
            assert!(is_known(numeral), "{numeral}");
        }
        for other in ["IIII", "IC", "MPS", "DCMS", "CPS", "VV"] {
            assert!(!is_known(other), "{other}");
        }
    }
}
