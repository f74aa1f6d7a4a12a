//! Numbers as each language writes them: 12,345.6 in English, 12.345,6 in German.

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;

use super::Tongue;

/// How a language writes numbers.
struct Marks {
    thousands: char,
    decimal: char,
    /// The least number of digits before the decimal mark from which on they are grouped.
    grouped_from: usize,
}

/// Fluent takes a plain function, so there is one for each language.
pub(super) fn formatter<M>(tongue: Tongue) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match tongue {
        Tongue::English => |value, _| written(value, &Marks { thousands: ',', decimal: '.', grouped_from: 4 }),
        Tongue::German => |value, _| written(value, &Marks { thousands: '.', decimal: ',', grouped_from: 4 }),
        Tongue::French => |value, _| written(value, &Marks { thousands: '\u{202f}', decimal: ',', grouped_from: 4 }),
        // The locale data of Unicode has four digits stand together in Spanish.
        Tongue::Spanish => |value, _| written(value, &Marks { thousands: '.', decimal: ',', grouped_from: 5 }),
    }
}

/// `None` for what is no number, which Fluent writes itself.
fn written(value: &FluentValue<'_>, marks: &Marks) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(digits(number, marks)),
        _ => None,
    }
}

fn digits(number: &FluentNumber, marks: &Marks) -> String {
    let plain = match number.options.maximum_fraction_digits {
        Some(most) => format!("{:.most$}", number.value),
        None => number.value.to_string(),
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if at > 0 && left % 3 == 0 && whole.len() >= marks.grouped_from {
            out.push(marks.thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(marks.decimal);
        out.push_str(fraction);
    }
    out
}
