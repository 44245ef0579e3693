//! The model: everything the dashboard knows. State is enums, so that it cannot contradict itself.

use std::collections::HashMap;
use std::sync::Arc;

use strum::EnumCount;

use super::axes::Axes;
use super::camera::Camera;
use super::clusters::{ClusterState, Stage};
use super::customer_list::CustomerList;
use super::data::{DataState, Shown};
use super::filter_cache::FilterCache;
use super::history::History;
use super::input::Input;
use super::job::Job;
use super::marks::Marks;
use super::naming::Naming;
use super::openable::Openable;
use super::overlay::Overlay;
use super::overlay::budget::Budget;
use super::places::Places;
use super::pointer::Pointer;
use super::saved::Saved;
use super::scaled::Scaled;
use super::seen::Seen;
use super::settings::Settings;
use super::sweep_cache::SweepCache;
use super::trail::Step;
use super::visits::Visits;
use crate::analysis::{Choice, Dataset, KChoice, Migration, Prepared};
use crate::app::own_keys::OwnKeys;
use crate::app::panel::{Available, Panel, Screen};
use crate::cluster::{Evidence, Sweep, Verdict};
use crate::data::Facts;
use crate::data::filter::{Filter, Vocabulary};
use crate::measures::{Features, Granularity};
use crate::progress;
use crate::segments::Flow;

/// The state of the dashboard.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent: none contradicts another")]
pub struct Model {
    /// The data's name while it is loading.
    pub source: String,
    /// The filter.
    pub filter: Filter,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The tab.
    pub screen: Screen,
    /// The focused panel of each screen, by index into [`Screen::panels`].
    pub focus: HashMap<Screen, usize>,
    /// Whether the focused panel fills the screen.
    pub maximised: bool,
    /// The open overlay.
    pub overlay: Overlay,
    /// The overlays under the open one, which opens again when that is closed: what the help is open over, and the mapping
    /// screen under the palette.
    pub beneath: Vec<Overlay>,
    /// Cursor row of each panel.
    pub cursors: HashMap<Panel, usize>,
    /// The first visible row of a panel when the mouse was last pressed there: its list stays where it is.
    pub tops: HashMap<Panel, usize>,
    /// What the mouse did last.
    pub pointer: Pointer,
    /// View of each panel with several views.
    pub views: HashMap<Panel, usize>,
    /// Cohorts and events of retention: an index into [`crate::measures::Retention::KINDS`].
    pub cohorts: usize,
    /// Length of periods.
    pub granularity: Granularity,
    /// Axes of the scatter.
    pub axes: Axes,
    /// The camera of the scatter.
    pub camera: Camera,
    /// The dots of the scatter as it is shown now, if they are many.
    pub seen: Option<Arc<Seen>>,
    /// Columns and order of the customer list.
    pub customer_list: CustomerList,
    /// Order of the tables of places.
    pub places: Places,
    /// Which of the other columns of customers is shown, by index, the last if there are fewer; at first one with several values.
    pub demographic: Option<usize>,
    /// What was typed into the filter field and the palette.
    pub history: History,
    /// The last search text.
    pub sought: String,
    /// Where the user was before and after.
    pub visits: Visits,
    /// The drill-down steps to this screen.
    pub trail: Vec<Step>,
    /// The data.
    pub data: DataState,
    /// Where the data is, and its mapping.
    pub input: Input,
    /// The input of the data that is being read; it replaces `input` once that data is loaded.
    pub tried: Option<Input>,
    /// What else can be opened.
    pub openable: Openable,
    /// Whether the mapping screen may open if the data cannot be recognised.
    pub asks: bool,
    /// The customers shown, if the filter names segments.
    pub shown: Option<Shown>,
    /// The rows whose groups are being tested.
    pub tested: Option<Arc<Facts>>,
    /// The clustering settings.
    pub choice: Choice,
    /// The customers that are clustered now or next.
    pub clustered: Option<Arc<Features>>,
    /// The matrix of the current choice.
    pub prepared: Option<Arc<Prepared>>,
    /// The sweep over K so far.
    pub sweep: Sweep,
    /// The state of the sweep.
    pub stage: Stage,
    /// Finished sweeps.
    pub sweep_cache: SweepCache,
    /// Data under filters that were on the screen before.
    pub filter_cache: FilterCache,
    /// The segments.
    pub clusters: ClusterState,
    /// The scaling before the last choice, until its effect is shown.
    pub before_scaling: Option<Scaled>,
    /// The coupon budget and its measures.
    pub budget: Budget,
    /// How far the running work is.
    pub progress: progress::Step,
    /// The day whose segments those of today are compared with.
    pub compare_as_of: Option<i32>,
    /// Customer flow from the segments of that day to those on screen, or why there is none; `None` while it is
    /// computed.
    pub migration: Option<Result<Arc<Migration>, String>>,
    /// The column of the cursor on customer flow.
    pub flow_column: usize,
    /// What is marked.
    pub marks: Marks,
    /// A message for the user, until the next key.
    pub notice: Option<String>,
    /// Counts requests of each [`Job`]. Results with an older number are dropped.
    pub generations: [u64; Job::COUNT],
    /// The command that gives what is on the screen, if the bottom shows it; drawing keeps it up to date.
    pub command: Option<String>,
    /// The user's own keys.
    pub own_keys: OwnKeys,
    /// Whether the greeting is shown, until the first key.
    pub greets: bool,
    /// Whether the files are watched, so that a change is read at once.
    pub watching: bool,
    /// The user's names of segments.
    pub naming: Naming,
    /// The saved views.
    pub saved: Saved,
    /// Whether the program ends.
    pub quit: bool,
}

impl Model {
    /// The model before any data is read.
    pub fn new(settings: Settings, size: (u16, u16)) -> Self {
        Self {
            source: settings.source,
            filter: settings.filter,
            size,
            screen: Screen::default(),
            focus: HashMap::new(),
            maximised: false,
            overlay: Overlay::None,
            beneath: Vec::new(),
            cursors: HashMap::new(),
            tops: HashMap::new(),
            pointer: Pointer::default(),
            views: HashMap::new(),
            cohorts: 0,
            granularity: settings.granularity,
            axes: Axes::default(),
            camera: Camera::default(),
            seen: None,
            customer_list: CustomerList::default(),
            places: Places::default(),
            demographic: None,
            history: History::default(),
            sought: String::new(),
            visits: Visits::default(),
            trail: Vec::new(),
            data: DataState::Loading,
            input: Input::default(),
            tried: None,
            openable: Openable::default(),
            asks: settings.asks,
            shown: None,
            tested: None,
            choice: settings.choice,
            clustered: None,
            prepared: None,
            sweep: Sweep::default(),
            stage: Stage::default(),
            sweep_cache: SweepCache::default(),
            filter_cache: FilterCache::default(),
            clusters: ClusterState::Idle,
            before_scaling: None,
            budget: Budget::new(settings.budget),
            progress: progress::Step::default(),
            compare_as_of: settings.compare_as_of,
            migration: None,
            flow_column: 0,
            marks: Marks::default(),
            notice: None,
            generations: [0; Job::COUNT],
            command: settings.shows_command.then(String::new),
            own_keys: settings.own_keys,
            greets: settings.greets,
            watching: settings.watching,
            naming: settings.naming,
            saved: settings.saved,
            quit: false,
        }
    }

    /// The data that was last measured completely, once it is loaded.
    pub fn dataset(&self) -> Option<&Arc<Dataset>> {
        match &self.data {
            DataState::Ready(last) | DataState::Filtering { last, .. } | DataState::Reloading(last) => Some(last),
            _ => None,
        }
    }

    /// What is being read, as it was typed.
    pub fn reading(&self) -> String {
        let opening = self.tried.as_ref().filter(|tried| tried.paths != self.input.paths);
        let typed =
            |tried: &Input| tried.paths.iter().map(|path| self.openable.typed(path)).collect::<Vec<_>>().join(" ");
        opening.map_or_else(|| self.source.clone(), typed)
    }

    /// Data of which only the measures of the Overview are ready, while these are shown.
    pub fn measuring(&self) -> Option<&Arc<Dataset>> {
        match &self.data {
            DataState::Measuring(first) | DataState::Stopped { first, .. } | DataState::Filtering { first, .. } => {
                Some(first)
            }
            _ => None,
        }
    }

    /// The data, or what is measured of it so far.
    pub fn measured(&self) -> Option<&Arc<Dataset>> {
        self.measuring().or(self.dataset())
    }

    /// Whether there is data, and everything that is shown is measured.
    pub fn is_complete(&self) -> bool {
        self.dataset().is_some() && self.measuring().is_none()
    }

    /// The data as it is shown: only the segments that the filter names, if it names any.
    pub fn shown(&self) -> Option<&Arc<Dataset>> {
        let narrowed = || self.shown.as_ref().map(|shown| &shown.dataset);
        self.measuring().or_else(narrowed).or(self.dataset())
    }

    /// What the data has, whatever the filter; coupons before any is loaded.
    pub fn available(&self) -> Available {
        self.measured().map(|dataset| Available::of(&dataset.facts, &dataset.unfiltered)).unwrap_or_default()
    }

    /// The data, and the part that is shown if the filter names segments.
    pub fn datasets_mut(&mut self) -> impl Iterator<Item = &mut Arc<Dataset>> {
        let all = match &mut self.data {
            DataState::Ready(last) | DataState::Filtering { last, .. } | DataState::Reloading(last) => Some(last),
            _ => None,
        };
        all.into_iter().chain(self.shown.as_mut().map(|shown| &mut shown.dataset))
    }

    /// The words that a filter can use.
    pub fn vocabulary(&self) -> Vocabulary {
        let words = self.dataset().map(|d| Arc::clone(&d.vocabulary)).unwrap_or_default();
        let segments = self.clusters.last().map(|s| s.segments.list.iter().map(|s| s.name.clone()).collect());
        words.with_segments(segments.unwrap_or_default())
    }

    /// The focused panel.
    pub fn focused(&self) -> Panel {
        let panels = self.screen.panels();
        panels[self.focus.get(&self.screen).copied().unwrap_or(0) % panels.len()]
    }

    /// Rows that a page scrolls by.
    pub fn page(&self) -> usize {
        usize::from(self.size.1).saturating_sub(6).max(2)
    }

    /// The view of a panel, an index into [`Panel::views`].
    pub fn view(&self, panel: Panel) -> usize {
        self.views.get(&panel.view_owner()).copied().unwrap_or(0) % self.views_of(panel).len().max(1)
    }

    /// Names of the views of a panel that `v` cycles through now; choosing K depends on the algorithm.
    pub fn views_of(&self, panel: Panel) -> Vec<&'static str> {
        match panel {
            Panel::Choosing => match self.clusters.last().map(|s| s.clustering.params.algorithm().spec().evidence) {
                Some(Evidence::KDistances) => Vec::new(),
                Some(Evidence::Dendrogram) => vec!["dendrogram", "curves", "table"],
                Some(Evidence::Curves) | None => vec!["curves", "table"],
            },
            panel => panel.views_of(self.available()),
        }
    }

    /// The name of the view of a panel; `None` if it has only one.
    pub fn view_name(&self, panel: Panel) -> Option<&'static str> {
        self.views_of(panel.view_owner()).get(self.view(panel)).copied()
    }

    /// The K that is shown or being computed: `+` and `-` count from it.
    pub fn k(&self) -> Option<usize> {
        match self.choice.k {
            KChoice::Fixed(k) => Some(k),
            KChoice::Auto => self.sweep.best.or_else(|| self.clusters.last().map(|s| s.clustering.k)),
        }
    }

    /// How clear the structure of the segments on screen is; pending while the test of their matrix is not done.
    pub fn verdict(&self) -> Option<Verdict> {
        let segmentation = self.clusters.last()?;
        let current = self.prepared.as_ref().is_some_and(|p| Arc::ptr_eq(p, &segmentation.prepared));
        Some(Verdict::of(&segmentation.clustering, self.sweep.structure.filter(|_| current)))
    }

    /// Whether customer flow is shown instead of the profiles.
    pub fn shows_flow(&self) -> bool {
        self.views_of(Panel::Profiles).get(self.view(Panel::Profiles)) == Some(&"flow")
    }

    /// Customer flow: from the day to compare with, otherwise from the previous segments.
    pub fn flow(&self) -> Option<&Flow> {
        match (self.compare_as_of, &self.migration) {
            (Some(_), migration) => Some(&migration.as_ref()?.as_ref().ok()?.flow),
            (None, _) => self.clusters.last()?.flow.as_deref(),
        }
    }

    /// Whether background work is under way, so that the screen shows progress.
    pub fn busy(&self) -> bool {
        matches!(self.data, DataState::Loading | DataState::Measuring(_) | DataState::Reloading(_))
            || self.stage != Stage::Rest
            || matches!(self.clusters, ClusterState::Running(_))
            || self.overlay.is_busy()
            || (self.screen == Screen::Customers && self.customer_list.pages.asked.is_some())
            || self.dataset().is_some_and(|dataset| dataset.filter != self.filter)
    }
}
