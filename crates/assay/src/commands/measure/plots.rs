//! Plots as accessible SVG: an image with a title and a description in words, in colours that also differ in lightness.

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
/// Margins: left, right, top, bottom.
const MARGINS: [f64; 4] = [62.0, 18.0, 40.0, 52.0];
const TICKS: u32 = 5;

/// A plot over two number axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Name of the file, without its ending; also the id that ties title and description to the image.
    pub name: &'static str,
    pub title: String,
    /// What a person who cannot see it should know.
    pub description: String,
    pub x: Axis,
    pub y: Axis,
    pub series: Vec<Series>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub label: String,
    pub low: f64,
    pub high: f64,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Series {
    /// A line through points.
    Line { name: String, points: Vec<(f64, f64)> },
    /// Points with an error bar of this half length (0: none) and what a pointer resting on it is told.
    Points { points: Vec<(f64, f64, f64, String)> },
}

impl Axis {
    /// An axis that holds all values with a little room; one unit wide where they don't differ.
    pub fn around(label: &str, values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return Self { label: label.to_owned(), low: 0.0, high: 1.0 };
        }
        let room = (0.05 * (high - low)).max(if high - low < 1e-9 { 0.5 } else { 0.0 });
        Self { label: label.to_owned(), low: low - room, high: high + room }
    }

    /// An axis that starts at 0.
    pub fn from_zero(label: &str, values: impl Iterator<Item = f64>) -> Self {
        let around = Self::around(label, values.chain([0.0]));
        Self { low: 0.0, ..around }
    }

    fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

impl Plot {
    pub fn svg(&self) -> String {
        let name = self.name;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
             aria-labelledby=\"{name}-title {name}-desc\" font-family=\"sans-serif\" font-size=\"13\">\n\
             <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n",
            escaped(&self.title),
            escaped(&self.description)
        );
        self.draw_axes(&mut svg);
        for (index, series) in self.series.iter().enumerate() {
            self.draw(series, index, &mut svg);
        }
        svg + "</svg>\n"
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [left, right, top, bottom] = MARGINS;
        (
            left + self.x.share(x) * (WIDTH - left - right),
            HEIGHT - bottom - self.y.share(y) * (HEIGHT - top - bottom),
        )
    }

    fn draw_axes(&self, svg: &mut String) {
        let [left, right, top, bottom] = MARGINS;
        svg.push_str(
            &(format!(
                "<text x=\"{left}\" y=\"22\" font-size=\"16\" fill=\"#111111\">{}</text>",
                escaped(&self.title)
            ) + "\n"),
        );
        for tick in 0..=TICKS {
            let share = f64::from(tick) / f64::from(TICKS);
            let (x_value, y_value) = (
                self.x.low + share * (self.x.high - self.x.low),
                self.y.low + share * (self.y.high - self.y.low),
            );
            let (x, y) = self.place(x_value, y_value);
            let (end, foot) = (WIDTH - right, HEIGHT - bottom);
            svg.push_str(&(format!("<path d=\"M{left:.1} {y:.1}H{end:.1}M{x:.1} {top:.1}V{foot:.1}\" stroke=\"#dddddd\" fill=\"none\"/>\n\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#333333\">{}</text>\n\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#333333\">{}</text>",
                left - 6.0,
                y + 4.0,
                short(y_value),
                foot + 18.0,
                short(x_value)) + "\n"));
        }
        let middle = top + 0.5 * (HEIGHT - top - bottom);
        svg.push_str(&(format!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#111111\">{}</text>\n\
             <text x=\"16\" y=\"{middle:.1}\" text-anchor=\"middle\" fill=\"#111111\" transform=\"rotate(-90 16 {middle:.1})\">{}</text>",
            left + 0.5 * (WIDTH - left - right),
            HEIGHT - 12.0,
            escaped(&self.x.label),
            escaped(&self.y.label)) + "\n"));
    }

    fn draw(&self, series: &Series, index: usize, svg: &mut String) {
        const COLOURS: [&str; 2] = ["#1b3a6b", "#d2691e"];
        let colour = COLOURS[index % COLOURS.len()];
        match series {
            Series::Line { name, points } => {
                let at = |&(x, y): &(f64, f64)| {
                    let (x, y) = self.place(x, y);
                    format!("{x:.1},{y:.1}")
                };
                let path: Vec<String> = points.iter().map(at).collect();
                let dashes = if index == 0 { "" } else { " stroke-dasharray=\"6 4\"" };
                let path = path.join(" ");
                let row = 38.0 + 16.0 * f64::from(u32::try_from(index).unwrap_or(0));
                svg.push_str(&(format!("<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>\n\
                     <text x=\"{:.1}\" y=\"{row:.1}\" text-anchor=\"end\" fill=\"{colour}\">{}</text>",
                    WIDTH - MARGINS[1],
                    escaped(name)) + "\n"));
            }
            Series::Points { points } => {
                for (x, y, error, words) in points {
                    let (place_x, place_y) = self.place(*x, *y);
                    let (_, low) = self.place(*x, y - error);
                    let (_, high) = self.place(*x, y + error);
                    svg.push_str(&(format!("<g><title>{}</title><path d=\"M{place_x:.1} {low:.1}V{high:.1}\" stroke=\"{colour}\" opacity=\"0.5\"/>\
                         <circle cx=\"{place_x:.1}\" cy=\"{place_y:.1}\" r=\"3\" fill=\"{colour}\"/></g>",
                        escaped(words)) + "\n"));
                }
            }
        }
    }
}

/// Text made safe for SVG and HTML.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other if other.is_control() => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

fn short(value: f64) -> String {
    let text = if value.abs() >= 10.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    if text == "-0" { "0".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let points = vec![(0.0, 1.0, 0.2, "task <a> & \"b\"".to_owned())];
        Plot {
            name: "difficulty",
            title: "Difficulty & level".to_owned(),
            description: "One item.".to_owned(),
            x: Axis::around("level", [0.0].into_iter()),
            y: Axis::from_zero("logits", [1.0].into_iter()),
            series: vec![
                Series::Points { points },
                Series::Line { name: "all".to_owned(), points: vec![(0.0, 0.0), (1.0, 1.0)] },
            ],
        }
    }

    #[test]
    fn a_plot_has_a_title_and_a_description_for_who_cannot_see_it() {
        let svg = plot().svg();
        assert!(svg.contains("role=\"img\" aria-labelledby=\"difficulty-title difficulty-desc\""));
        assert!(svg.contains("<title id=\"difficulty-title\">Difficulty &amp; level</title>"));
        assert!(svg.contains("<desc id=\"difficulty-desc\">One item.</desc>"));
        assert!(svg.contains("task &lt;a&gt; &amp; &quot;b&quot;") && !svg.contains("NaN"));
    }

    #[test]
    fn axes_without_values_or_without_spread_are_still_axes() {
        let empty = Axis::around("x", std::iter::empty());
        assert!((empty.high - empty.low - 1.0).abs() < 1e-12);
        let same = Axis::around("x", [2.0, 2.0, f64::NAN].into_iter());
        assert!((same.low - 1.5).abs() < 1e-12 && (same.share(2.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn numbers_on_axes_are_short() {
        assert_eq!([0.5, 12.3, -0.0, 3.0].map(short), ["0.5", "12", "0", "3"]);
    }
}
