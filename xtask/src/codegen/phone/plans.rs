//! The numbering plans, read from the metadata and turned into automata.

use std::collections::{HashMap, HashSet};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value};

use super::automaton::{Automata, DEAD, State};
use super::pattern::{Pattern, Thread};

/// All that is known, calling codes in the order their automata are written in.
pub(super) struct Metadata {
    pub(super) version: String,
    pub(super) codes: Vec<CallingCode>,
    pub(super) automata: Automata,
    /// What national prefixes are replaced by.
    pub(super) actions: Vec<Action>,
}

/// A calling code, and the regions that share it.
pub(super) struct CallingCode {
    pub(super) code: u16,
    pub(super) plans: Vec<Plan>,
    /// The region that leading digits tell, by its place and from 1.
    pub(super) leading: u32,
    /// Type and region of a whole number.
    pub(super) numbers: u32,
}

impl CallingCode {
    /// The name of the plan that counts for the calling code as a whole.
    pub(super) fn main_plan(&self) -> String {
        match self.plans.first() {
            Some(plan) if plan.region != "001" => plan.region.clone(),
            _ => self.code.to_string(),
        }
    }
}

/// The plan of a region, or of a calling code without one.
pub(super) struct Plan {
    pub(super) region: String,
    pub(super) has_leading_digits: bool,
    /// Bit `n` is set when a number can have `n` digits.
    pub(super) lengths: u32,
    /// The same for numbers that are dialed within an area.
    pub(super) local_lengths: u32,
    pub(super) general: u32,
    pub(super) national_prefix: u32,
    pub(super) international_prefix: u32,
}

/// Nothing but the digits after the match is left.
const STRIP: Action = Action { insert: String::new(), skip: u8::MAX, cut: 0 };

/// `insert`, then the digits from `skip` to `cut` before the end of the match, then the rest.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Action {
    pub(super) insert: String,
    pub(super) skip: u8,
    pub(super) cut: u8,
}

/// Types in the order of the public enum: a type's number is its place, from 1.
pub(super) const TYPES: [&str; 11] = [
    "FIXED_LINE",
    "MOBILE",
    "FIXED_LINE_OR_MOBILE",
    "TOLL_FREE",
    "PREMIUM_RATE",
    "SHARED_COST",
    "VOIP",
    "PERSONAL_NUMBER",
    "PAGER",
    "UAN",
    "VOICEMAIL",
];

/// Everything that a plan can say.
const FIELDS: [&str; 12] = [
    "types",
    "general",
    "callingCode",
    "internationalPrefix",
    "nationalPrefix",
    "preferredExtensionPrefix",
    "nationalPrefixForParsing",
    "nationalPrefixTransform",
    "sameMobileAndFixedLine",
    "formats",
    "internationalFormats",
    "leadingDigits",
];

/// The highest label that the tables can hold.
const MAX_LABEL: u8 = 127;

/// The longest national number.
const MAX_LENGTH: u64 = 17;

impl Metadata {
    /// Reads `text`; `first` are the calling codes that come first.
    pub(super) fn read(text: &str, first: &[u16]) -> Result<Self> {
        let data: Value = serde_json::from_str(text)?;
        let mut metadata = Self {
            version: data["version"].as_str().context("no version")?.to_owned(),
            codes: Vec::new(),
            automata: Automata::new(),
            actions: vec![STRIP],
        };
        let plans = data["plans"].as_object().context("no plans")?;
        let mut codes = Vec::new();
        for entry in data["callingCodes"].as_array().context("no calling codes")? {
            let code = u16::try_from(entry[0].as_u64().context("no calling code")?)?;
            let regions: Vec<&str> = entry[1]
                .as_array()
                .context("no regions")?
                .iter()
                .filter_map(Value::as_str)
                .collect();
            codes.push((code, regions));
        }
        let rank = |code: u16| first.iter().position(|other| *other == code).unwrap_or(first.len());
        codes.sort_by_key(|(code, _)| (rank(*code), *code));
        for (code, regions) in codes {
            let read = metadata.calling_code(code, &regions, plans);
            metadata.codes.push(read.with_context(|| format!("calling code {code}"))?);
        }
        let mut seen = HashSet::new();
        for plan in metadata.codes.iter().flat_map(|code| &code.plans) {
            ensure!(
                plan.region == "001" || seen.insert(&plan.region),
                "{} is listed twice",
                plan.region
            );
        }
        ensure!(
            metadata.codes.iter().map(|code| code.plans.len()).sum::<usize>() == plans.len(),
            "a plan has no calling code"
        );
        Ok(metadata)
    }

    fn calling_code(
        &mut self,
        code: u16,
        regions: &[&str],
        all: &Map<String, Value>,
    ) -> Result<CallingCode> {
        let mut plans = Vec::new();
        let mut claims = Vec::new();
        for &region in regions {
            let key = if region == "001" { code.to_string() } else { region.to_owned() };
            let value = all.get(&key).with_context(|| format!("no plan of {key}"))?;
            ensure!(value["callingCode"] == code, "{key} has another calling code");
            let (plan, types) = self.plan(region, value).with_context(|| key.clone())?;
            let leading = match value.get("leadingDigits").filter(|_| regions.len() > 1) {
                Some(pattern) => Leading::Open(self.whole(pattern)?),
                None => Leading::Absent,
            };
            plans.push(Plan { has_leading_digits: leading != Leading::Absent, ..plan });
            claims.push(Claim { leading, types });
        }
        let leading = self.leading(&claims, None);
        let numbers = self.numbers(&claims, &mut HashMap::new())?;
        Ok(CallingCode { code, plans, leading, numbers })
    }

    fn plan(&mut self, region: &str, value: &Value) -> Result<(Plan, u32)> {
        let general = &value["general"];
        let lengths = length_set(&general["lengths"])?.context("no lengths")?;
        let local_lengths = length_set(&general["localLengths"])?.unwrap_or(0);
        let mut kinds = vec![(self.whole(&general["pattern"])?, lengths)];
        let types = value["types"].as_object().context("no types")?;
        for name in types.keys() {
            ensure!(TYPES.contains(&name.as_str()), "the unknown type {name}");
        }
        for name in value.as_object().context("no plan")?.keys() {
            ensure!(FIELDS.contains(&name.as_str()), "the unknown field {name}");
        }
        for name in TYPES {
            kinds.push(match types.get(name) {
                Some(one) if one["pattern"].is_string() => {
                    (self.whole(&one["pattern"])?, length_set(&one["lengths"])?.unwrap_or(lengths))
                }
                _ => (DEAD, 0),
            });
        }
        let same = value["sameMobileAndFixedLine"] == true || value["sameMobileAndFixedLine"] == 1;
        let automaton = self.types(&kinds, same, 0, &mut HashMap::new());
        let plan = Plan {
            region: region.to_owned(),
            has_leading_digits: false,
            lengths,
            local_lengths,
            general: kinds[0].0,
            national_prefix: self.national_prefix(value)?,
            international_prefix: match value.get("internationalPrefix") {
                Some(pattern) => self.automata.prefix(&parse(pattern)?, &mut |here, end, _| {
                    ensure!(here.is_some() == end.is_some(), "an international prefix with an end");
                    choice(here.is_some().into(), end.is_some().into())
                })?,
                None => DEAD,
            },
        };
        Ok((plan, automaton))
    }

    fn whole(&mut self, pattern: &Value) -> Result<u32> {
        self.automata.whole(&parse(pattern)?)
    }

    /// One automaton from those of the general description and of every type.
    fn types(
        &mut self,
        kinds: &[(u32, u32)],
        same: bool,
        depth: u32,
        known: &mut HashMap<(Vec<u32>, u32), u32>,
    ) -> u32 {
        if kinds[0].0 == DEAD || kinds[1..].iter().all(|kind| kind.0 == DEAD) {
            return DEAD;
        }
        let key = (kinds.iter().map(|kind| kind.0).collect(), depth);
        if let Some(&state) = known.get(&key) {
            return state;
        }
        let holds = |place: usize| {
            let (state, lengths): (u32, u32) = kinds[place];
            self.automata.label(state) == 1 && lengths >> depth & 1 == 1
        };
        let mut state =
            State { label: if holds(0) { kind(holds, same) } else { 0 }, next: [DEAD; 10] };
        for digit in 0..10 {
            let next: Vec<_> = kinds
                .iter()
                .map(|&(state, lengths)| (self.automata.next(state, digit), lengths))
                .collect();
            state.next[digit] = self.types(&next, same, depth + 1, known);
        }
        let state = self.automata.state(state);
        known.insert(key, state);
        state
    }

    /// The region whose leading digits a number begins with: the label seen last.
    fn leading(&mut self, claims: &[Claim], best: Option<usize>) -> u32 {
        let claims = self.settled(claims);
        let claimed = claims.iter().position(|claim| claim.leading == Leading::Claimed).or(best);
        let label = claimed.map_or(0, |place| u8::try_from(place + 1).unwrap_or(u8::MAX));
        let mut state = State { label, next: [DEAD; 10] };
        let open = claimed.unwrap_or(claims.len());
        if claims[..open]
            .iter()
            .any(|claim| matches!(claim.leading, Leading::Open(state) if state != DEAD))
        {
            for digit in 0..10 {
                let next = self.step(&claims, digit);
                state.next[digit] = self.leading(&next, claimed);
            }
        }
        self.automata.state(state)
    }

    /// One automaton from those of all regions that share a calling code.
    fn numbers(&mut self, claims: &[Claim], known: &mut HashMap<Vec<Claim>, u32>) -> Result<u32> {
        let claims = self.settled(claims);
        if claims.iter().all(|claim| claim.types == DEAD) {
            return Ok(DEAD);
        }
        if let Some(&state) = known.get(&claims) {
            return Ok(state);
        }
        let mut state = State { label: self.number(&claims)?, next: [DEAD; 10] };
        for digit in 0..10 {
            let next = self.step(&claims, digit);
            state.next[digit] = self.numbers(&next, known)?;
        }
        let state = self.automata.state(state);
        known.insert(claims, state);
        Ok(state)
    }

    /// The label of a number: its type, and 11 more for each region before its own that
    /// has no leading digits.
    fn number(&self, claims: &[Claim]) -> Result<u8> {
        let mut without = 0;
        let mut label = 0;
        for claim in claims {
            let kind = self.automata.label(claim.types);
            match claim.leading {
                Leading::Absent => {
                    if kind != 0 && label == 0 {
                        ensure!(without <= (MAX_LABEL - 11) / 11, "too many regions share it");
                        label = kind + 11 * without;
                    }
                    without = without.saturating_add(1);
                }
                Leading::Claimed => {
                    ensure!(label == 0, "a region without leading digits has a number of another");
                    return Ok(kind);
                }
                Leading::Open(_) => {}
            }
        }
        Ok(label)
    }

    fn step(&self, claims: &[Claim], digit: usize) -> Vec<Claim> {
        claims
            .iter()
            .map(|claim| Claim {
                leading: match claim.leading {
                    Leading::Open(state) => Leading::Open(self.automata.next(state, digit)),
                    other => other,
                },
                types: self.automata.next(claim.types, digit),
            })
            .collect()
    }

    /// Drops what can no longer be: regions whose leading digits do not match, and those after the
    /// first whose do. Those without leading digits stay, to show that they have no such number.
    fn settled(&self, claims: &[Claim]) -> Vec<Claim> {
        let mut decided = false;
        let mut out = claims.to_vec();
        for claim in &mut out {
            if let Leading::Open(state) = claim.leading {
                if decided || state == DEAD {
                    *claim = Claim { leading: Leading::Open(DEAD), types: DEAD };
                } else if self.automata.label(state) == 1 {
                    claim.leading = Leading::Claimed;
                }
            } else if claim.leading == Leading::Absent && decided {
                claim.types = DEAD;
            }
            decided |= claim.leading == Leading::Claimed;
        }
        out
    }

    fn national_prefix(&mut self, value: &Value) -> Result<u32> {
        let Some(prefix) = value.get("nationalPrefixForParsing") else { return Ok(DEAD) };
        let pattern = parse(prefix)?;
        let transform = value.get("nationalPrefixTransform").and_then(Value::as_str);
        let insert = transform.map(|text| insertion(text, pattern.groups)).transpose()?;
        let Self { automata, actions, .. } = self;
        automata.prefix(&pattern, &mut |here, end, depth| {
            let mut action = |thread: Option<&Thread>| match thread {
                Some(thread) => action(thread, insert, depth).map(|action| number(actions, action)),
                None => Ok(0),
            };
            choice(action(here)?, action(end)?)
        })
    }
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Leading {
    Absent,
    Claimed,
    Open(u32),
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
struct Claim {
    leading: Leading,
    types: u32,
}

/// The first type that holds, in the order that libphonenumber asks.
fn kind(holds: impl Fn(usize) -> bool, same: bool) -> u8 {
    for place in [5, 4, 6, 7, 8, 9, 10, 11] {
        if holds(place) {
            return u8::try_from(place).unwrap_or_default();
        }
    }
    match (holds(1), holds(2)) {
        (true, mobile) if mobile || same => 3,
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    }
}

fn parse(pattern: &Value) -> Result<Pattern> {
    Pattern::parse(pattern.as_str().context("no pattern")?)
}

/// The numbers from 1 to [`MAX_LENGTH`] in a list, as bits.
pub(super) fn length_set(value: &Value) -> Result<Option<u32>> {
    let Some(list) = value.as_array() else { return Ok(None) };
    list.iter()
        .try_fold(0, |set, length| match length.as_u64() {
            Some(length @ 1..=MAX_LENGTH) => Ok(set | 1 << length),
            _ => bail!("the length {length}"),
        })
        .map(Some)
}

/// What stands before the last group in a transform like `9$1`.
fn insertion(transform: &str, groups: usize) -> Result<&str> {
    let (insert, group) = transform.split_once('$').context("a transform without a group")?;
    ensure!(
        group == groups.to_string() && insert.bytes().all(|byte| byte.is_ascii_digit()),
        "unknown transform {transform}"
    );
    Ok(insert)
}

fn action(thread: &Thread, insert: Option<&str>, depth: u8) -> Result<Action> {
    let [.., Some(start), Some(end)] = thread.captures[..] else { return Ok(STRIP) };
    let Some(insert) = insert.filter(|_| end > start) else { return Ok(STRIP) };
    ensure!(end <= depth, "a group after the match");
    Ok(Action { insert: insert.to_owned(), skip: start, cut: depth - end })
}

/// The number of `action` from 1 on, 0 being nothing; appended when it is new.
fn number(actions: &mut Vec<Action>, action: Action) -> usize {
    let place = actions.iter().position(|other| *other == action).unwrap_or_else(|| {
        actions.push(action);
        actions.len() - 1
    });
    place + 1
}

/// The label for an action when more digits follow, and one when none does.
fn choice(here: usize, end: usize) -> Result<u8> {
    let kind = match here {
        0 => 0,
        1 => 1,
        _ if here == end => 2,
        _ => bail!("a national prefix is replaced before more digits alone"),
    };
    let label = u8::try_from(end * 3 + kind).unwrap_or(u8::MAX);
    ensure!(label <= MAX_LABEL, "too many ways to replace national prefixes");
    Ok(label)
}
