//! The names of the generated data: real cities, invented merchants.

/// By id from 1.
pub const GENDERS: [&str; 2] = ["Male", "Female"];

/// Cities with weights that follow their populations, flattened a little so that the small ones are seen.
pub const CITIES: [(&str, u64); 20] = [
    ("Cairo", 190),
    ("Alexandria", 130),
    ("Giza", 120),
    ("Shubra El-Kheima", 70),
    ("Port Said", 56),
    ("Suez", 52),
    ("Mansoura", 48),
    ("Tanta", 44),
    ("Asyut", 41),
    ("Fayyum", 38),
    ("Zagazig", 35),
    ("Ismailia", 32),
    ("Aswan", 29),
    ("Damanhur", 26),
    ("Minya", 23),
    ("Damietta", 20),
    ("Luxor", 18),
    ("Qena", 15),
    ("Sohag", 12),
    ("Hurghada", 9),
];

/// By id from 1. The last one has no branch.
pub const MERCHANTS: [&str; 25] = [
    "Nile Market",
    "Delta Foods",
    "Blue Lotus",
    "Pharos Books",
    "Oasis Home",
    "Sphinx Sport",
    "Karnak Café",
    "Luxor Shoes",
    "Rosetta Toys",
    "Sinai Tech",
    "Siwa Salt",
    "Aswan Tea House",
    "Fayyum Fruit",
    "Papyrus & Ink",
    "Khan Spices",
    "Corniche Grill",
    "Zamalek Optics",
    "Heliopolis Pharmacy",
    "Memphis Music",
    "Red Sea Divers",
    "Maadi Garden",
    "Scarab Jewellery",
    "Felucca Travel",
    "Koshary Corner",
    "Desert Rose Perfumes",
];

/// Branches by id from 1: the merchant, how often it is visited, and how readily coupons are burnt there (100 is usual). The
/// last one is never visited.
pub const BRANCHES: [(u32, u64, u64); 40] = [
    (1, 60, 110), (1, 48, 106), (1, 36, 101), (2, 52, 104), (2, 40, 98), (2, 22, 92), (3, 44, 108), (3, 28, 100),
    (4, 34, 96), (4, 20, 103), (5, 38, 101), (5, 24, 94), (6, 36, 107), (6, 18, 99), (7, 46, 112), (7, 30, 105),
    (7, 16, 97), (8, 26, 93), (8, 14, 100), (9, 24, 102), (10, 32, 95), (10, 20, 90), (11, 12, 104), (12, 22, 109),
    (12, 14, 98), (13, 18, 101), (14, 16, 96), (15, 28, 106), (15, 12, 100), (16, 34, 111), (16, 20, 103), (17, 10, 94),
    (18, 30, 102), (19, 12, 91), (20, 8, 97), (21, 14, 105), (22, 10, 88), (23, 8, 93), (24, 40, 113), (24, 0, 100),
];

/// Coupon campaigns: six that run all year, then six that each belong to two months of it.
pub const CAMPAIGNS: [&str; 12] = [
    "Welcome Gift",
    "Weekend Saver",
    "Buy One Get One",
    "Free Delivery",
    "Ten Percent Off",
    "Loyalty Reward",
    "Winter Warmers",
    "Ramadan Delights",
    "Spring Refresh",
    "Summer Splash",
    "Back to School",
    "White Friday",
];
