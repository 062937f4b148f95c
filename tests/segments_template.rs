//! Templates, against vectors and against every filling there is.

#![cfg(feature = "segments-full")]

use proptest::prelude::*;
use proptest::sample::select;

use septet::segments::{
    Cut, Encoding, Header, Language, Languages, Options, Segments, TemplateError, TemplateOptions,
    TemplateSegments, Variable, count_segments, segment, segment_template,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_filling_has_fewer_segments_than_the_best_or_more_than_the_worst(
        template in templates(),
        options in options(),
    ) {
        let Ok(got) = template.measure(&options) else { return Ok(()) };
        let mut range: Option<(usize, usize)> = None;
        template.each_text(&mut |text, _| {
            let Ok(count) = count_segments(text, &options) else { return };
            let (best, worst) = range.unwrap_or((count, count));
            range = Some((best.min(count), worst.max(count)));
        });
        prop_assert_eq!(Some((got.best.count, got.worst.count)), range, "{:?}", template);
    }

    #[test]
    fn what_some_filling_divides_is_listed_and_nothing_else(
        template in templates(),
        options in options(),
    ) {
        let Ok(got) = template.measure(&options) else { return Ok(()) };
        let mut seen = Vec::new();
        template.each_text(&mut |text, spans| {
            let Ok(cut) = segment(text, &options) else { return };
            seen.resize(spans.len(), (false, false));
            for (seen, span) in seen.iter_mut().zip(spans) {
                let edge = offsets(&cut).any(|edge| span.0 < edge && edge < span.1);
                seen.0 |= edge;
                seen.1 |= !edge;
            }
        });
        let mut wanted = [Vec::new(), Vec::new()];
        for ((place, is_link), (divided, kept)) in template.places().into_iter().zip(seen) {
            if divided {
                wanted[usize::from(is_link)].push((place.0, place.1, !kept));
            }
        }
        let listed = |cuts: &[Cut]| -> Vec<_> {
            cuts.iter().map(|cut| (cut.start, cut.end, cut.always)).collect()
        };
        prop_assert_eq!(
            [listed(&got.variables_cut), listed(&got.links_cut)],
            wanted,
            "{:?}",
            template
        );
    }
}

#[test]
fn a_text_of_ucs2_has_a_character_that_makes_it_one() {
    // Without a value the link would be cut at 67 units, but then all of it is GSM-7.
    let name = Variable { wide: false, ..Variable::new("a", 1) };
    let got = measure(&("{{a}}".to_owned() + &"x".repeat(65) + " http://a.b/c"), &[name]);
    assert_eq!((got.best.count, got.worst.count, got.links_cut), (1, 2, vec![]));
}

#[test]
fn a_text_of_one_segment_is_not_cut() {
    // Longer by one value it would be, and then the link begins at the edge.
    let name = Variable { encoding: Some(Encoding::Gsm7), wide: false, ..Variable::new("a", 2) };
    let got = measure(&("{{a}}".to_owned() + &"x".repeat(150) + " a.bc/def"), &[name]);
    assert_eq!((got.best.units, got.worst.units, got.worst.count), (159, 161, 2));
    assert_eq!(got.links_cut, []);
}

#[track_caller]
fn measure(template: &str, variables: &[Variable<'_>]) -> TemplateSegments {
    segment_template(template, variables, &TemplateOptions::default()).unwrap()
}

/// Offsets at which a text is divided, where no character was replaced.
fn offsets(cut: &Segments) -> impl Iterator<Item = usize> {
    cut.segments.iter().skip(1).map(|part| part.start)
}

/// Literal text and variables with short values, at the edges of segments.
#[derive(Clone, Debug)]
struct Template {
    pieces: Vec<Stretch>,
    variables: Vec<Variable<'static>>,
}

#[derive(Clone, Debug)]
enum Stretch {
    Text(String),
    /// A link, with a variable at its end or not.
    Link(String, Option<usize>),
    Variable(usize),
}

impl Template {
    fn measure(&self, options: &Options) -> Result<TemplateSegments, TemplateError> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Stretch::Text(part) | Stretch::Link(part, None) => text.push_str(part),
                Stretch::Link(part, Some(which)) => {
                    text.push_str(part);
                    text.push_str(&braces(self.variables[*which].name));
                }
                Stretch::Variable(which) => text.push_str(&braces(self.variables[*which].name)),
            }
        }
        let options = TemplateOptions { segments: options.clone(), ..Default::default() };
        segment_template(&text, &self.variables, &options)
    }

    /// What may be divided: offsets in the template, and whether it is a link.
    fn places(&self) -> Vec<((usize, usize), bool)> {
        let (mut places, mut at) = (Vec::new(), 0);
        let length = |which: usize| braces(self.variables[which].name).len();
        for piece in &self.pieces {
            match piece {
                Stretch::Text(part) => at += part.encode_utf16().count(),
                Stretch::Link(part, variable) => {
                    let end = at + part.len() + variable.map_or(0, length);
                    places.push(((at, end), true));
                    if variable.is_some() {
                        places.push(((at + part.len(), end), false));
                    }
                    at = end;
                }
                Stretch::Variable(which) => {
                    places.push(((at, at + length(*which)), false));
                    at += length(*which);
                }
            }
        }
        places
    }

    /// Every text there is, with where everything stands that may be divided.
    fn each_text(&self, take: &mut impl FnMut(&str, &[(usize, usize)])) {
        let mut chosen = vec![String::new(); self.variables.len()];
        self.choose(0, &mut chosen, take);
    }

    fn choose(
        &self,
        which: usize,
        chosen: &mut Vec<String>,
        take: &mut impl FnMut(&str, &[(usize, usize)]),
    ) {
        let Some(variable) = self.variables.get(which) else { return self.text(chosen, take) };
        for value in values(variable) {
            chosen[which] = value;
            self.choose(which + 1, chosen, take);
        }
    }

    fn text(&self, chosen: &[String], take: &mut impl FnMut(&str, &[(usize, usize)])) {
        let (mut text, mut spans) = (String::new(), Vec::new());
        for piece in &self.pieces {
            let start = text.encode_utf16().count();
            match piece {
                Stretch::Text(part) => text.push_str(part),
                Stretch::Link(part, variable) => {
                    text.push_str(part);
                    let middle = text.encode_utf16().count();
                    text.push_str(variable.map_or("", |which| &chosen[which]));
                    let end = text.encode_utf16().count();
                    spans.push((start, end));
                    if variable.is_some() {
                        spans.push((middle, end));
                    }
                }
                Stretch::Variable(which) => {
                    text.push_str(&chosen[*which]);
                    spans.push((start, text.encode_utf16().count()));
                }
            }
        }
        take(&text, &spans);
    }
}

fn braces(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

/// Every value that a variable may have, made of characters of each kind.
fn values(variable: &Variable<'_>) -> Vec<String> {
    let is_gsm7 = |character: &char| "x[".contains(*character);
    let characters = ['x', '[', 'ж', '😀'].into_iter().filter(|character| {
        (variable.wide || "xж".contains(*character))
            && (variable.encoding != Some(Encoding::Gsm7) || is_gsm7(character))
    });
    let characters: Vec<char> = characters.collect();
    let mut values = vec![String::new()];
    let mut all = Vec::new();
    for length in 0..=variable.max {
        if length >= variable.min {
            all.extend(values.iter().cloned());
        }
        values = values
            .iter()
            .flat_map(|value| characters.iter().map(move |each| format!("{value}{each}")))
            .collect();
    }
    if variable.encoding == Some(Encoding::Ucs2) {
        all.retain(|value| value.is_empty() || !value.chars().all(|each| is_gsm7(&each)));
    }
    all
}

/// Up to two variables, each at one place, and text that reaches to an edge before them.
fn templates() -> impl Strategy<Value = Template> {
    let encodings = vec![None, Some(Encoding::Gsm7), Some(Encoding::Ucs2)];
    let variable = (0_usize..3, 0_usize..3, select(encodings), any::<bool>());
    let text = (
        prop_oneof![Just(0_usize), 0_usize..4, 55_usize..72, 145_usize..162, 300_usize..308],
        select(vec!["x", "x", "x", "€", "ж", "😀", "[", "’", "ş", "ã", "क"]),
        // Of the default alphabet, and of a locking shift table.
        select(vec!["x", "x", "x", "ş", "क"]),
    );
    let piece = prop_oneof![
        2 => text.clone().prop_map(|(times, tail, each)| Stretch::Text(each.repeat(times) + tail + " ")),
        2 => Just(Stretch::Variable(0)),
        2 => (0_usize..8).prop_map(|length| Stretch::Link(format!("https://a.b/{}", "c".repeat(length)), None)),
        1 => Just(Stretch::Link("http://a.b/c?".to_owned() + "d=", Some(0))),
    ];
    (prop::collection::vec(piece, 1..6), prop::collection::vec(variable, 2)).prop_map(
        |(mut pieces, lengths)| {
            let mut variables = Vec::new();
            let mut kept = Vec::new();
            for piece in pieces.drain(..) {
                let takes = matches!(piece, Stretch::Variable(_) | Stretch::Link(_, Some(_)));
                if takes && variables.len() == lengths.len() {
                    continue;
                }
                let is_link = matches!(piece, Stretch::Link(..));
                kept.push(match piece {
                    Stretch::Variable(_) => Stretch::Variable(variables.len()),
                    Stretch::Link(text, Some(_)) => Stretch::Link(text, Some(variables.len())),
                    piece => piece,
                });
                if takes {
                    let (min, more, encoding, wide) = lengths[variables.len()];
                    let name = ["a", "second"][variables.len()];
                    variables.push(Variable {
                        name,
                        min,
                        max: (min + more).min(3),
                        encoding,
                        wide,
                    });
                }
                if is_link {
                    kept.push(Stretch::Text(" ".to_owned()));
                }
            }
            // What stands before a link must not become a part of it.
            let mut pieces = Vec::new();
            for piece in kept {
                if matches!(piece, Stretch::Link(..)) {
                    pieces.push(Stretch::Text(" ".to_owned()));
                }
                pieces.push(piece);
            }
            Template { pieces, variables }
        },
    )
}

fn options() -> impl Strategy<Value = Options> {
    let encodings = vec![None, None, Some(Encoding::Gsm7), Some(Encoding::Ucs2)];
    let languages = vec![
        None,
        None,
        Some(Languages::of(&[Language::Turkish])),
        Some(Languages::of(&[Language::Spanish, Language::Portuguese])),
        Some(Languages::of(&[Language::Hindi])),
        Some(Languages::ALL),
    ];
    let headers = vec![Header::Bytes6, Header::Bytes7];
    (select(encodings), select(headers), select(languages), any::<bool>()).prop_map(
        |(encoding, header, languages, keep_graphemes)| Options {
            encoding,
            header: Some(header),
            languages,
            keep_graphemes,
            ..Options::default()
        },
    )
}
