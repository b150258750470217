//! Rules for statements: deletions, returns, raised errors, and what is left alone.

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use super::edit::Operation;
use super::python::Collector;

/// Module variables that tell Python or its tools about the file; no test depends on their text.
const ABOUT_THE_FILE: [&str; 5] = ["__all__", "__slots__", "__author__", "__version__", "__match_args__"];

impl Collector<'_> {
    /// Adds the edits of one statement; whether the walk goes on inside it.
    pub(super) fn mutate_stmt(&mut self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Assert(_) | Stmt::TypeAlias(_) => false,
            Stmt::Expr(inner) => self.expression_statement(stmt, &inner.value),
            Stmt::Raise(inner) => {
                self.raise(stmt, inner.exc.as_deref());
                false
            }
            Stmt::Return(inner) => {
                self.returned(stmt, inner.value.as_deref());
                true
            }
            Stmt::If(inner) => {
                let goes_on = !is_about_the_file(&inner.test);
                if goes_on {
                    self.negate(&inner.test);
                }
                goes_on
            }
            Stmt::While(inner) => {
                self.negate(&inner.test);
                true
            }
            Stmt::AugAssign(inner) => {
                if let Some(range) =
                    self.token_between(&*inner.target, &*inner.value, &format!("{}=", inner.op.as_str()))
                {
                    for other in Self::other_operators(inner.op) {
                        self.replace(range, format!("{other}="), Operation::Operator);
                    }
                }
                self.delete(stmt);
                true
            }
            Stmt::Assign(inner) => self.assignment(stmt, &inner.targets),
            Stmt::AnnAssign(inner) => {
                inner.value.is_some() && self.assignment(stmt, std::slice::from_ref(&inner.target))
            }
            Stmt::Delete(_) | Stmt::Break(_) | Stmt::Continue(_) => {
                self.delete(stmt);
                true
            }
            _ => true,
        }
    }

    /// A statement that is one expression is there for its effect; a docstring has none.
    fn expression_statement(&mut self, stmt: &Stmt, value: &Expr) -> bool {
        if value.is_literal_expr() {
            return false;
        }
        if let Expr::Yield(inner) = value {
            if let Some(yielded) = inner.value.as_deref().filter(|yielded| !yielded.is_none_literal_expr()) {
                self.replace(yielded.range(), "None", Operation::Return);
            }
            return true;
        }
        self.delete(stmt);
        true
    }

    /// Only a deleted line, and an error of another class: nobody should test the text of a message.
    fn raise(&mut self, stmt: &Stmt, raised: Option<&Expr>) {
        self.delete(stmt);
        let Some(raised) = raised else { return };
        let class = match raised {
            Expr::Call(call) => &call.func,
            other => other,
        };
        let other = if self.source(class) == "RuntimeError" { "LookupError" } else { "RuntimeError" };
        if matches!(class, Expr::Name(_) | Expr::Attribute(_)) {
            self.replace(raised.range(), format!("{other}()"), Operation::Exception);
        }
    }

    fn returned(&mut self, stmt: &Stmt, value: Option<&Expr>) {
        match value {
            None => self.delete(stmt),
            // A flipped Boolean says more than none at all, and an empty answer instead of none is often the same.
            Some(value) if value.is_none_literal_expr() || value.is_boolean_literal_expr() => {
                self.delete(stmt);
            }
            Some(value) => self.replace(value.range(), "None", Operation::Return),
        }
    }

    /// An attribute or an item that is not set is a mistake that tests must find; a name that is assigned only once would
    /// be missing, which any test finds.
    fn assignment(&mut self, stmt: &Stmt, targets: &[Expr]) -> bool {
        let mut names = targets.iter().filter_map(|target| match target {
            Expr::Name(name) => Some(name.id.as_str()),
            _ => None,
        });
        if names.clone().any(|name| ABOUT_THE_FILE.contains(&name)) {
            return false;
        }
        let is_kept = names.any(|name| !self.is_stored_twice(name));
        let unpacks = targets.iter().any(|target| matches!(target, Expr::Tuple(_) | Expr::List(_)));
        if !is_kept && !unpacks {
            self.delete(stmt);
        }
        true
    }

    fn delete(&mut self, stmt: &Stmt) {
        self.replace(stmt.range(), "pass", Operation::Deletion);
    }
}

/// `if __name__ == ...` and `if TYPE_CHECKING`: no check imports what is inside.
fn is_about_the_file(test: &Expr) -> bool {
    let is_name = |expr: &Expr| {
        matches!(expr, Expr::Name(name) if matches!(name.id.as_str(), "__name__" | "TYPE_CHECKING"))
            || matches!(expr, Expr::Attribute(attribute) if attribute.attr.as_str() == "TYPE_CHECKING")
    };
    match test {
        Expr::Compare(compare) => is_name(&compare.left),
        other => is_name(other),
    }
}
