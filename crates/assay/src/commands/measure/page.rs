//! A page of plots, each with the table that says the same in numbers.

use super::plots::{Plot, escaped};

/// A plot and its numbers: header and rows.
pub struct Figure {
    pub plot: Plot,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The whole page, standing alone.
pub fn html(title: &str, figures: &[Figure]) -> String {
    let body: String = figures.iter().map(figure).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{0}</title>\n<style>\nbody {{ font-family: sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; }}\n\
         svg {{ width: 100%; height: auto; }}\ntable {{ border-collapse: collapse; }}\n\
         th, td {{ padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #ccc; }}\n\
         th:first-child, td:first-child {{ text-align: left; }}\n</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n{body}</main>\n</body>\n</html>\n",
        escaped(title)
    )
}

fn figure(figure: &Figure) -> String {
    let cells = |cells: &[String], tag: &str, scope: &str| -> String {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("<{tag}{scope}>{}</{tag}>", escaped(cell))).collect();
        cells.concat()
    };
    let rows: Vec<String> =
        figure.rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(row, "td", ""))).collect();
    let rows = rows.concat();
    format!(
        "<section>\n<h2>{}</h2>\n<p>{}</p>\n{}<details>\n<summary>The numbers as a table</summary>\n<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</details>\n</section>\n",
        escaped(&figure.plot.title),
        escaped(&figure.plot.description),
        figure.plot.svg(),
        cells(&figure.header, "th", " scope=\"col\"")
    )
}
