//! Rules for expressions: operators, boundaries, constants, conditions, arguments.

use ruff_python_ast::{
    BoolOp, CmpOp, Expr, ExprBoolOp, ExprCall, ExprCompare, ExprSlice, Keyword, Number, Operator, UnaryOp,
};
use ruff_text_size::{Ranged, TextRange};

use super::edit::Operation;
use super::python::Collector;

/// Functions for which the order of the arguments means nothing.
const ANY_ORDER: [&str; 8] = ["min", "max", "gcd", "lcm", "hypot", "isclose", "print", "zip_longest"];

/// Keyword arguments whose text is about files and the terminal, not about the answer.
const ABOUT_TEXT_FILES: [&str; 4] = ["encoding", "errors", "newline", "help"];

impl<'a> Collector<'a> {
    /// Adds the edits of one expression; whether the walk goes on inside it.
    pub(super) fn mutate_expr(&mut self, expr: &'a Expr) -> bool {
        match expr {
            Expr::BinOp(inner) => {
                if let Some(range) = self.token_between(&*inner.left, &*inner.right, inner.op.as_str())
                    && !(inner.op == Operator::Mod && is_text(&inner.left))
                {
                    for other in Self::other_operators(inner.op) {
                        self.replace(range, *other, Operation::Operator);
                    }
                }
            }
            Expr::UnaryOp(inner) if matches!(inner.op, UnaryOp::USub | UnaryOp::Not | UnaryOp::Invert) => {
                let operand = format!("({})", self.source(&*inner.operand));
                self.replace(expr.range(), operand, Operation::Operator);
            }
            Expr::BoolOp(inner) => self.bool_op(inner),
            Expr::Compare(inner) => self.compare(inner),
            Expr::If(inner) => self.negate(&inner.test),
            Expr::Call(inner) => return self.call(inner),
            Expr::Slice(inner) => self.slice(inner),
            Expr::NumberLiteral(inner) => self.number(inner.range(), &inner.value),
            Expr::BooleanLiteral(inner) => {
                let other = if inner.value { "False" } else { "True" };
                self.replace(inner.range(), other, Operation::Constant);
            }
            Expr::StringLiteral(inner) => {
                let other = if inner.value.is_empty() { "\"x\"" } else { "\"\"" };
                self.replace(inner.range(), other, Operation::Constant);
            }
            Expr::BytesLiteral(inner) => {
                let other = if inner.value.is_empty() { "b\"x\"" } else { "b\"\"" };
                self.replace(inner.range(), other, Operation::Constant);
            }
            Expr::FString(inner) => self.replace(inner.range(), "\"\"", Operation::Constant),
            _ => {}
        }
        true
    }

    /// `test` becomes `not (test)`.
    pub(super) fn negate(&mut self, test: &Expr) {
        let negated = format!("not ({})", self.source(test));
        self.replace(test.range(), negated, Operation::Condition);
    }

    /// What an operator is mistaken for.
    pub(super) fn other_operators(op: Operator) -> &'static [&'static str] {
        match op {
            Operator::Add => &["-"],
            Operator::Sub => &["+"],
            Operator::Mult => &["/"],
            Operator::Div => &["*", "//"],
            Operator::FloorDiv => &["/", "*"],
            Operator::Mod => &["//", "*"],
            Operator::Pow | Operator::MatMult => &["*"],
            Operator::LShift => &[">>"],
            Operator::RShift => &["<<"],
            Operator::BitOr | Operator::BitXor => &["&"],
            Operator::BitAnd => &["|"],
        }
    }

    /// `and` for `or`, and each operand left out.
    fn bool_op(&mut self, inner: &ExprBoolOp) {
        let (word, other) = match inner.op {
            BoolOp::And => ("and", "or"),
            BoolOp::Or => ("or", "and"),
        };
        for (at, value) in inner.values.iter().enumerate().skip(1) {
            if let Some(range) = self.token_between(&inner.values[at - 1], value, word) {
                self.replace(range, other, Operation::Condition);
            }
        }
        for left_out in 0..inner.values.len() {
            let rest: Vec<String> = inner
                .values
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != left_out)
                .map(|(_, value)| format!("({})", self.source(value)))
                .collect();
            let rest = rest.join(&format!(" {word} "));
            self.replace(inner.range(), format!("({rest})"), Operation::Condition);
        }
    }

    fn compare(&mut self, inner: &ExprCompare) {
        let operands: Vec<&Expr> = std::iter::once(&*inner.left).chain(&inner.comparators).collect();
        for (op, pair) in inner.ops.iter().zip(operands.windows(2)) {
            let (left, right) = (pair[0], pair[1]);
            let words: Vec<&str> = op.as_str().split(' ').collect();
            let first = self.token_between(left, right, words[0]);
            let last = self.token_between(left, right, words[words.len() - 1]);
            let (Some(first), Some(last)) = (first, last) else { continue };
            for (other, operation) in other_comparisons(*op) {
                self.replace(TextRange::new(first.start(), last.end()), *other, *operation);
            }
        }
    }

    /// Neighbouring positional arguments change places. What opens a file for text or explains an option is left alone.
    fn call(&mut self, call: &'a ExprCall) -> bool {
        use ruff_python_ast::visitor::Visitor as _;
        let function = match &*call.func {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => "",
        };
        let arguments = &call.arguments.args;
        if function == "range"
            && let [stop] | [_, stop] | [_, stop, _] = &**arguments
        {
            self.one_less(stop);
        }
        if !ANY_ORDER.contains(&function) {
            for pair in arguments.windows(2) {
                self.swap(&pair[0], &pair[1]);
            }
        }
        self.visit_expr(&call.func);
        for argument in arguments {
            self.visit_expr(argument);
        }
        for keyword in call.arguments.keywords.iter().filter(|keyword| !is_about_text_files(keyword)) {
            self.visit_expr(&keyword.value);
        }
        false
    }

    fn swap(&mut self, left: &Expr, right: &Expr) {
        let is_unpacked = left.is_starred_expr() || right.is_starred_expr();
        let (first, second) = (self.source(left), self.source(right));
        if !is_unpacked && first != second {
            let between = &self.source(&TextRange::new(left.end(), right.start()));
            let range = TextRange::new(left.start(), right.end());
            self.replace(range, format!("{second}{between}{first}"), Operation::Arguments);
        }
    }

    fn slice(&mut self, slice: &ExprSlice) {
        for bound in [&slice.lower, &slice.upper].into_iter().flatten() {
            self.one_less(bound);
        }
    }

    /// A bound that is calculated becomes one less; a number has its own rule.
    fn one_less(&mut self, bound: &Expr) {
        let is_number = match bound {
            Expr::NumberLiteral(_) => true,
            Expr::UnaryOp(unary) => unary.operand.is_number_literal_expr(),
            _ => false,
        };
        if !is_number && !bound.is_starred_expr() && !bound.is_none_literal_expr() {
            let less = format!("({}) - 1", self.source(bound));
            self.replace(bound.range(), less, Operation::Boundary);
        }
    }

    fn number(&mut self, range: TextRange, number: &Number) {
        match number {
            Number::Int(value) => {
                let Some(value) = value.as_i64() else { return };
                if let Some(more) = value.checked_add(1) {
                    self.replace(range, more.to_string(), Operation::Constant);
                }
                if value > 0 {
                    self.replace(range, (value - 1).to_string(), Operation::Constant);
                }
            }
            Number::Float(value) => {
                self.replace(range, format!("{:?}", value + 1.0), Operation::Constant);
                if *value != 0.0 {
                    self.replace(range, format!("{:?}", value / 2.0), Operation::Constant);
                }
            }
            Number::Complex { .. } => {}
        }
    }
}

fn other_comparisons(op: CmpOp) -> &'static [(&'static str, Operation)] {
    match op {
        CmpOp::Lt => &[("<=", Operation::Boundary), (">=", Operation::Condition)],
        CmpOp::LtE => &[("<", Operation::Boundary), (">", Operation::Condition)],
        CmpOp::Gt => &[(">=", Operation::Boundary), ("<=", Operation::Condition)],
        CmpOp::GtE => &[(">", Operation::Boundary), ("<", Operation::Condition)],
        CmpOp::Eq => &[("!=", Operation::Condition)],
        CmpOp::NotEq => &[("==", Operation::Condition)],
        CmpOp::Is => &[("is not", Operation::Condition)],
        CmpOp::IsNot => &[("is", Operation::Condition)],
        CmpOp::In => &[("not in", Operation::Condition)],
        CmpOp::NotIn => &[("in", Operation::Condition)],
    }
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr, Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::FString(_))
}

fn is_about_text_files(keyword: &Keyword) -> bool {
    keyword.arg.as_ref().is_some_and(|name| ABOUT_TEXT_FILES.contains(&name.as_str()))
}
