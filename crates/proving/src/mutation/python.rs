//! The one place that parses Python: walks the syntax tree of a file and collects edits.

use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::token::{Token, Tokens};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Comprehension, Decorator, ElifElseClause, ExceptHandler, Expr, MatchCase, Stmt};
use ruff_python_parser::{Parsed, parse_module};
use ruff_text_size::{Ranged, TextRange};

use super::edit::{Edit, Operation};

/// Every edit of `text` outside of what `given` holds word by word. None for a text that is no Python.
pub(super) fn edits(text: &str, given: &str) -> Vec<Edit> {
    let Ok(parsed) = parse_module(text) else { return Vec::new() };
    let given = parse_module(given).map(|parsed| pieces(&parsed, given)).unwrap_or_default();
    let mut collector = Collector {
        text,
        tokens: parsed.tokens(),
        stores: stores(&parsed),
        given: &given,
        within: String::new(),
        edits: Vec::new(),
    };
    collector.visit_definitions(&parsed.syntax().body);
    collector.edits
}

/// Whether the parser takes it.
pub(super) fn is_valid(text: &str) -> bool {
    parse_module(text).is_ok()
}

/// Walks what the candidate wrote; the rules of single nodes are in `expressions` and `statements`.
pub(super) struct Collector<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    /// How often each name is assigned in the file.
    stores: BTreeMap<String, usize>,
    given: &'a BTreeSet<(String, String)>,
    /// Name of the class around, with a full stop behind it.
    within: String,
    edits: Vec<Edit>,
}

impl<'a> Collector<'a> {
    /// Visits a module's or class's statements, except those that were given.
    fn visit_definitions(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            if let Stmt::ClassDef(class) = stmt {
                let outer = self.within.clone();
                self.within = format!("{outer}{}.", class.name);
                self.visit_definitions(&class.body);
                self.within = outer;
            } else if !self.given.contains(&(self.within.clone(), self.source(stmt).to_owned())) {
                self.visit_stmt(stmt);
            }
        }
    }

    pub fn source(&self, node: &impl Ranged) -> &'a str {
        &self.text[node.range()]
    }

    pub fn replace(&mut self, range: TextRange, replacement: impl Into<String>, operation: Operation) {
        let (start, end) = (range.start().to_usize(), range.end().to_usize());
        self.edits.push(Edit { start, end, replacement: replacement.into(), operation });
    }

    /// The tokens between two nodes.
    pub fn tokens_between(&self, left: &impl Ranged, right: &impl Ranged) -> &'a [Token] {
        let from = self.tokens.partition_point(|token| token.start() < left.end());
        let to = self.tokens.partition_point(|token| token.end() <= right.start());
        self.tokens.get(from..to).unwrap_or_default()
    }

    /// The token `word` between two nodes.
    pub fn token_between(&self, left: &impl Ranged, right: &impl Ranged, word: &str) -> Option<TextRange> {
        let found = self.tokens_between(left, right).iter().find(|token| self.source(*token) == word);
        found.map(Ranged::range)
    }

    /// Whether the name is assigned in more than one place: deleting one of them still leaves a program that runs.
    pub fn is_stored_twice(&self, name: &str) -> bool {
        self.stores.get(name).is_some_and(|count| *count > 1)
    }
}

impl<'a> Visitor<'a> for Collector<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::ClassDef(class) = stmt {
            return self.visit_body(&class.body);
        }
        if self.mutate_stmt(stmt) {
            visitor::walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.mutate_expr(expr) {
            visitor::walk_expr(self, expr);
        }
    }

    fn visit_elif_else_clause(&mut self, clause: &'a ElifElseClause) {
        if let Some(test) = &clause.test {
            self.negate(test);
        }
        visitor::walk_elif_else_clause(self, clause);
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        for test in &comprehension.ifs {
            self.negate(test);
        }
        visitor::walk_comprehension(self, comprehension);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(class) = &inner.type_ {
            // No exception is an instance of an empty tuple of classes: the handler never runs.
            self.replace(class.range(), "()", Operation::Exception);
        }
        self.visit_body(&inner.body);
    }

    fn visit_match_case(&mut self, case: &'a MatchCase) {
        if let Some(guard) = &case.guard {
            self.negate(guard);
            self.visit_expr(guard);
        }
        self.visit_body(&case.body);
    }

    /// An annotation changes nothing that a test sees.
    fn visit_annotation(&mut self, _: &'a Expr) {}

    /// A decorator's arguments are mostly tuning: sizes of caches, `slots`, `frozen`.
    fn visit_decorator(&mut self, _: &'a Decorator) {}
}

/// The definitions and statements of a module and its classes: the class around, and the source text.
fn pieces(parsed: &Parsed<ruff_python_ast::ModModule>, text: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<(String, &[Stmt])> = vec![(String::new(), &parsed.syntax().body)];
    while let Some((within, body)) = waiting.pop() {
        for stmt in body {
            if let Stmt::ClassDef(class) = stmt {
                waiting.push((format!("{within}{}.", class.name), &class.body));
            } else {
                found.insert((within.clone(), text[stmt.range()].to_owned()));
            }
        }
    }
    found
}

fn stores(parsed: &Parsed<ruff_python_ast::ModModule>) -> BTreeMap<String, usize> {
    struct Stores(BTreeMap<String, usize>);
    impl<'a> Visitor<'a> for Stores {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Name(name) = expr
                && name.ctx.is_store()
            {
                *self.0.entry(name.id.to_string()).or_default() += 1;
            }
            visitor::walk_expr(self, expr);
        }
    }
    let mut stores = Stores(BTreeMap::new());
    stores.visit_body(&parsed.syntax().body);
    stores.0
}
