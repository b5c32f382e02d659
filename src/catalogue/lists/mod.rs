//! Service lists of stations (站点服务清单, 五): drafted from the catalogue, in force from the day of their filing (报送) until
//! the next is filed. Receipts by bureau and township are recorded; a list is in force without them.

pub mod change;
pub mod draft;
pub mod facts;
pub mod file;
pub mod items;
pub mod list;
pub mod model;
pub mod receive;
pub mod void;
