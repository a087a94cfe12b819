//! TypeScript declarations of the plain data that crosses to JavaScript,
//! collected from the Rust types.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use ts_rs::{Config, TS, TypeVisitor};

/// Everything that can be reached from these is declared.
fn roots(types: &mut Collected) {
    types.visit::<gradus::analysis::Request>();
    types.visit::<gradus::figure::FigureOptions>();
    types.visit::<gradus::session::FigureReply>();
    types.visit::<gradus::session::MapReport>();
    types.visit::<gradus::session::Reply>();
    types.visit::<gradus::session::FigureReply>();
    types.visit::<gradus::table::DistinctValue>();
    types.visit::<gradus::session::TableReport<'static>>();
    types.visit::<gradus::table::Proposal>();
    types.visit::<gradus::table::ReadOptions>();
    types.visit::<gradus::figure::display_list::DisplayList>();
    types.visit::<gradus::figure::export::FileOptions>();
    types.visit::<gradus::session::FileReply>();
    types.visit::<gradus::session::PanelsReply>();
    types.visit::<gradus::session::TeachReply>();
    types.visit::<gradus::teaching::TeachRequest>();
    types.visit::<gradus::problem::Problem>();
    types.visit::<gradus::table::mapping::Mapping>();
}

/// The declarations by name, and the types already seen.
struct Collected {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Collected {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Numbers, strings and lists have no file of their own, so no name to declare.
        if T::output_path().is_some() {
            let declaration =
                format!("{}export {}\n", T::docs().unwrap_or_default(), T::decl(&self.config));
            let previous = self.declarations.insert(T::ident(&self.config), declaration.clone());
            assert!(
                previous.is_none_or(|previous| previous == declaration),
                "two different types share the name {}",
                T::ident(&self.config)
            );
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// One file's worth, in alphabetical order.
pub fn declarations() -> String {
    let mut types = Collected {
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        declarations: BTreeMap::new(),
    };
    roots(&mut types);
    types.declarations.into_values().collect::<Vec<_>>().join("\n")
}
