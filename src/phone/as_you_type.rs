//! Formats a number while it is typed, key by key, as libphonenumber does.

use super::Country;
use super::characters::{DIGIT, PLUS, Text, is};
use super::formats::{Format, Formats, Look, members};
use super::metadata::Plan;

/// What stands in the field after the last key of `input`.
pub(super) fn format_as_you_type(input: &str, home: Option<Country>) -> String {
    let mut text = Text::new();
    if text.read(input.as_bytes()).is_none() {
        return input.to_owned();
    }
    let mut typing = Typing::at(home.map(Plan::of_country));
    let mut shown = None;
    for (ch, &symbol) in input.chars().zip(text.symbols()) {
        let key = match symbol {
            symbol if is(symbol, DIGIT) => b'0' | symbol & 15,
            symbol if is(symbol, PLUS) && typing.keys.is_empty() => b'+',
            // Whoever groups the digits is not interfered with.
            _ => return input.to_owned(),
        };
        typing.typed.push(ch);
        shown = typing.key(key);
    }
    shown.unwrap_or_else(|| input.to_owned())
}

/// Fewer keys than these are shown as they are.
const MIN_KEYS: usize = 3;

/// What is known of the keys so far. A method that returns text returns what is to be shown:
/// `None` for the keys as they were typed.
struct Typing {
    /// The plan of the country the number is dialed in.
    home: Option<Plan>,
    /// The main plan of that country; of the number, once it is known.
    plan: Option<Plan>,
    /// All keys as they were typed, and as ASCII: digits, and a plus sign before them.
    typed: String,
    keys: Vec<u8>,
    /// What stands before the national number.
    prefix: String,
    national_prefix: Vec<u8>,
    digits: Vec<u8>,
    mode: Mode,
    /// Whether a prefix shows that the whole national number follows.
    complete: bool,
    /// Whether a space follows the prefix.
    spaced: bool,
    /// The formats that are left.
    formats: Vec<&'static Format>,
    template: Template,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Mode {
    /// Digits are grouped.
    Grouping,
    /// The calling code has to follow first.
    CallingCode,
    /// No format is left.
    Stuck,
}

/// Places for digits, filled from the left.
#[derive(Default)]
struct Template {
    /// The digits so far and the places for others, [`PLACE`], with what stands between them.
    text: Vec<u8>,
    /// The pattern that it was made for.
    groups: Option<[(u8, u8); 5]>,
}

const PLACE: u8 = b'_';

/// No template has room for more digits, so that none fits the longer numbers of a pattern.
const MAX_PLACES: usize = 15;

impl Typing {
    fn at(home: Option<Plan>) -> Self {
        Self {
            home,
            plan: home.map(Plan::main_region),
            typed: String::new(),
            keys: Vec::new(),
            prefix: String::new(),
            national_prefix: Vec::new(),
            digits: Vec::new(),
            mode: Mode::Grouping,
            complete: false,
            spaced: false,
            formats: Vec::new(),
            template: Template::default(),
        }
    }

    fn key(&mut self, key: u8) -> Option<String> {
        self.keys.push(key);
        if key != b'+' {
            self.digits.push(key);
        }
        if self.mode == Mode::Stuck {
            return self.start_over();
        }
        match self.keys.len() {
            0..MIN_KEYS => return None,
            MIN_KEYS if self.take_international_prefix() => self.mode = Mode::CallingCode,
            MIN_KEYS => {
                self.national_prefix = self.take_national_prefix();
                return self.choose_format();
            }
            _ => {}
        }
        if self.mode == Mode::CallingCode {
            if self.take_calling_code() {
                self.mode = Mode::Grouping;
            }
            return Some(format!("{}{}", self.prefix, text(&self.digits)));
        }
        if self.formats.is_empty() {
            return self.choose_format();
        }
        self.go_on(key)
    }

    /// With formats chosen before: takes one more digit.
    fn go_on(&mut self, key: u8) -> Option<String> {
        let filled = self.fill(key);
        if let Some(whole) = self.whole_number() {
            return Some(whole);
        }
        self.narrow();
        if self.makes_template() {
            return self.fill_all();
        }
        self.shown(filled.as_deref())
    }

    /// Looks for a longer prefix, since no format is left.
    fn start_over(&mut self) -> Option<String> {
        if self.take_international_prefix() {
            if !self.take_calling_code() {
                return None;
            }
        } else if self.takes_longer_national_prefix() {
            self.prefix.push(' ');
        } else {
            return None;
        }
        self.mode = Mode::Grouping;
        self.formats.clear();
        self.template = Template::default();
        self.choose_format()
    }

    fn choose_format(&mut self) -> Option<String> {
        if self.digits.len() < MIN_KEYS {
            return Some(self.behind_prefix(&text(&self.digits)));
        }
        self.find_formats();
        if let Some(whole) = self.whole_number() {
            return Some(whole);
        }
        if self.makes_template() { self.fill_all() } else { None }
    }

    fn find_formats(&mut self) {
        let Some(formats) = self.plan.map(Formats::of) else { return };
        let mut list = formats.list.iter().filter(|format| self.suits(format)).collect();
        self.formats.append(&mut list);
        self.narrow();
    }

    /// Whether `format` agrees with the national prefix, typed or not, and shows every digit.
    fn suits(&self, format: &'static Format) -> bool {
        let Some(Look { template, rule }) = self.look(format) else { return false };
        let alone = rule.0.trim_start_matches('(').is_empty();
        let suits = if self.is_abroad() || format.optional {
            true
        } else if self.national_prefix.is_empty() {
            self.complete || alone
        } else {
            !alone || format.carrier
        };
        let shown = template.strip_prefix('(').unwrap_or(template);
        suits && shown.starts_with("$1")
    }

    /// Drops the formats that the digits rule out.
    fn narrow(&mut self) {
        let Some(all) = self.plan.map(Formats::of) else { return };
        let left = all.allowed(&self.digits);
        let left: Vec<_> = members(all.list, left).collect();
        self.formats.retain(|format| left.iter().any(|other| std::ptr::eq(*format, *other)));
    }

    /// The digits as a whole number, when they are one.
    fn whole_number(&mut self) -> Option<String> {
        for format in self.formats.clone() {
            let Some(Look { template, rule }) = self.look(format) else { continue };
            if !format.fits(self.digits.len()) {
                continue;
            }
            self.spaced = is_spaced(rule);
            let mut number = String::new();
            format.write(&self.digits, template, ("", ""), &mut number);
            let shown = self.behind_prefix(&number);
            // A format may leave digits out, or add some.
            let diallable = shown.bytes().filter(|byte| byte.is_ascii_digit() || *byte == b'+');
            if diallable.eq(self.keys.iter().copied()) {
                return Some(shown);
            }
        }
        None
    }

    /// Makes the template of the first format that has room for the digits. `false` when it is
    /// the one that there is, or none has room.
    fn makes_template(&mut self) -> bool {
        for &format in &self.formats {
            if self.template.groups == Some(format.groups) {
                return false;
            }
            let Some(look) = self.look(format) else { continue };
            self.template.text.clear();
            if format.least() > MAX_PLACES || format.most().min(MAX_PLACES) < self.digits.len() {
                continue;
            }
            self.template = Template::of(format, look);
            self.spaced = is_spaced(look.rule);
            return true;
        }
        self.mode = Mode::Stuck;
        false
    }

    /// Fills the template with all digits.
    fn fill_all(&mut self) -> Option<String> {
        let mut filled = None;
        for digit in self.digits.clone() {
            filled = self.fill(digit);
        }
        self.shown(filled.as_deref())
    }

    /// Puts a digit into the template and returns the text up to it.
    fn fill(&mut self, digit: u8) -> Option<String> {
        let Template { text: places, groups } = &mut self.template;
        if let Some(at) = places.iter().position(|byte| *byte == PLACE) {
            places.get_mut(at).into_iter().for_each(|place| *place = digit);
            return places.get(..=at).map(text);
        }
        if self.formats.len() == 1 {
            self.mode = Mode::Stuck;
        }
        *groups = None;
        None
    }

    /// What is shown for a template filled so far.
    fn shown(&self, filled: Option<&str>) -> Option<String> {
        if self.mode == Mode::Stuck {
            return None;
        }
        // Without a template the keys stand where the number would.
        Some(self.behind_prefix(filled.unwrap_or(&self.typed)))
    }

    fn behind_prefix(&self, number: &str) -> String {
        let space = self.spaced && !self.prefix.is_empty() && !self.prefix.ends_with(' ');
        format!("{}{}{number}", self.prefix, if space { " " } else { "" })
    }

    /// Whether the number is behind a calling code.
    fn is_abroad(&self) -> bool {
        self.complete && self.national_prefix.is_empty()
    }

    fn look(&self, format: &'static Format) -> Option<Look> {
        if self.is_abroad() { format.abroad() } else { Some(format.national()) }
    }

    /// Moves an international prefix or a plus sign out of the digits.
    fn take_international_prefix(&mut self) -> bool {
        let plus = self.keys.first() == Some(&b'+');
        let length = if plus {
            1
        } else {
            self.plan.and_then(|plan| plan.international_prefix(&self.keys)).unwrap_or(0)
        };
        let Some((prefix, rest)) = self.keys.split_at_checked(length) else { return false };
        if length == 0 {
            return false;
        }
        self.complete = true;
        self.digits = rest.to_vec();
        self.prefix = text(prefix);
        if !plus {
            self.prefix.push(' ');
        }
        true
    }

    /// Moves the calling code out of the digits.
    fn take_calling_code(&mut self) -> bool {
        let Some((plan, length)) = Plan::of_code(&self.digits) else { return false };
        self.digits.drain(..length);
        // An international prefix of another country can lead back home: libphonenumber goes on
        // with the formats of that country then.
        if !self.home.is_some_and(|home| home.is_region_of(plan)) {
            self.plan = Some(plan);
        }
        self.prefix.push_str(&plan.calling_code().to_string());
        self.prefix.push(' ');
        self.national_prefix.clear();
        true
    }

    /// Moves a national prefix out of the digits, and returns it.
    fn take_national_prefix(&mut self) -> Vec<u8> {
        let Some(plan) = self.plan else { return Vec::new() };
        let length = plan.national_prefix(&self.digits).unwrap_or(0);
        // Numbers of the North American plan never begin with 0 or 1: with these the 1 is none.
        let short = matches!(self.digits.get(1), Some(b'0' | b'1'));
        let rest = self.digits.split_off(length);
        let prefix = std::mem::replace(&mut self.digits, rest);
        if length > 0 {
            self.complete = true;
            self.prefix.push_str(&text(&prefix));
            if plan.calling_code() == 1 && !short {
                self.prefix.push(' ');
            }
        }
        prefix
    }

    /// Puts the national prefix back and looks for a longer one.
    fn takes_longer_national_prefix(&mut self) -> bool {
        if !self.national_prefix.is_empty() {
            let before = text(&self.national_prefix);
            self.digits.splice(0..0, self.national_prefix.iter().copied());
            self.prefix.truncate(self.prefix.rfind(&before).unwrap_or(0));
        }
        self.take_national_prefix() != self.national_prefix
    }
}

impl Template {
    fn of(format: &'static Format, Look { template, .. }: Look) -> Self {
        let mut places = String::new();
        let digits = [PLACE; MAX_PLACES];
        let digits = digits.get(..format.most().min(MAX_PLACES)).unwrap_or(&digits);
        format.write(digits, template, ("", ""), &mut places);
        Self { text: places.into_bytes(), groups: Some(format.groups) }
    }
}

/// Whether a rule sets the national prefix apart.
fn is_spaced((before, after): (&str, &str)) -> bool {
    [before, after].iter().any(|part| part.contains(['-', ' ']))
}

/// ASCII as text.
fn text(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().copied().map(char::from).collect()
}
