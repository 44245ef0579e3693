//! Any text as a saved model, which then gives its segments to customers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope::segments::assign::assign;
use segscope::segments::saved::SavedModel;
use segscope_fuzz::small::DATA;

fuzz_target!(|text: &str| {
    let Ok(model) = SavedModel::read(text) else { return };
    assert_eq!(SavedModel::read(&model.text()).as_ref(), Ok(&model));
    if let Ok(assigned) = assign(&model, &DATA.features) {
        assert_eq!(assigned.outcomes.len(), DATA.features.len());
    }
});
