//! Generated products: names, prices, how often each is sold and in which months.

use super::dice::{Dice, sums};

/// A category of products.
struct Category {
    name: &'static str,
    nouns: [&'static str; 8],
    /// The lowest and the highest price in cents.
    price: (u64, u64),
    /// How much of it is sold in each month.
    months: [u64; 12],
}

const CATEGORIES: [Category; 8] = [
    Category {
        name: "Pantry",
        nouns: ["Coffee", "Olive Oil", "Honey", "Tea", "Pasta", "Chocolate", "Spice Box", "Almonds"],
        price: (300, 1800),
        months: [100, 98, 102, 100, 96, 92, 90, 92, 98, 104, 112, 130],
    },
    Category {
        name: "Kitchen",
        nouns: ["Pan", "Knife", "Mug", "Bowl", "Kettle", "Cutting Board", "Jar", "Apron"],
        price: (600, 5500),
        months: [92, 90, 96, 98, 100, 94, 88, 90, 100, 106, 124, 140],
    },
    Category {
        name: "Garden",
        nouns: ["Planter", "Hose", "Lantern", "Bench Cushion", "Seed Box", "Trowel", "Parasol", "Bird House"],
        price: (500, 6000),
        months: [30, 50, 120, 190, 210, 180, 140, 110, 80, 50, 30, 40],
    },
    Category {
        name: "Clothing",
        nouns: ["Shirt", "Scarf", "Jacket", "Socks", "Jumper", "Dress", "Belt", "Hat"],
        price: (900, 4500),
        months: [120, 90, 100, 104, 100, 96, 120, 90, 104, 110, 116, 110],
    },
    Category {
        name: "Toys",
        nouns: ["Puzzle", "Kite", "Train", "Building Set", "Doll", "Card Game", "Ball", "Paint Set"],
        price: (800, 5000),
        months: [60, 62, 76, 80, 80, 86, 84, 80, 76, 96, 190, 290],
    },
    Category {
        name: "Electronics",
        nouns: ["Headphones", "Lamp", "Speaker", "Charger", "Clock", "Keyboard", "Radio", "Camera"],
        price: (1500, 14000),
        months: [90, 86, 88, 86, 86, 88, 90, 92, 100, 104, 150, 150],
    },
    Category {
        name: "Sports",
        nouns: ["Yoga Mat", "Bottle", "Racket", "Backpack", "Helmet", "Dumbbell", "Tent", "Running Belt"],
        price: (1000, 8000),
        months: [140, 104, 110, 120, 120, 116, 110, 96, 90, 76, 70, 80],
    },
    Category {
        name: "Books",
        nouns: ["Cookbook", "Atlas", "Novel", "Diary", "Travel Guide", "Comic", "Poems", "Picture Book"],
        price: (700, 3200),
        months: [96, 92, 92, 90, 92, 100, 112, 106, 100, 98, 116, 150],
    },
];

const ADJECTIVES: [&str; 20] = [
    "Classic", "Green", "Nordic", "Small", "Blue", "Organic", "Travel", "Linen", "Family", "Golden", "Light",
    "Vintage", "Daily", "Oak", "Large", "Silver", "Soft", "Royal", "Urban", "Pure",
];

/// The products of a shop by number from 0, a category after the other.
pub struct Goods {
    count: u64,
    /// Cumulative weights of the products of a category, best sellers first: a long tail.
    tail: Vec<u64>,
}

impl Goods {
    /// A shop with this number of products, of which there is at least one.
    pub fn new(count: usize) -> Self {
        let count = count.max(1) as u64;
        let ranks = count.div_ceil(CATEGORIES.len() as u64);
        Self { count, tail: sums((0..ranks).map(|rank| 1_000_000_000 / (rank + 3))) }
    }

    /// A product sold in a month, 0 to 11, to customers who buy four times as much of some categories.
    pub fn draw(&self, dice: &mut Dice, month: usize, taste: &[usize]) -> u64 {
        let weight =
            |(at, category): (usize, &Category)| category.months[month] * if taste.contains(&at) { 4 } else { 1 };
        let all: u64 = CATEGORIES.iter().enumerate().map(weight).sum();
        let mut left = dice.below(all);
        let mut category = 0;
        for (at, of) in CATEGORIES.iter().enumerate() {
            let weight = weight((at, of));
            category = at;
            if left < weight {
                break;
            }
            left -= weight;
        }
        let product = dice.pick(&self.tail) as u64 * CATEGORIES.len() as u64 + category as u64;
        if product < self.count { product } else { product % self.count }
    }
}

/// The category of a product.
pub fn category(product: u64) -> &'static str {
    of(product).name
}

/// The price of a product in cents; it ends in 9.
pub fn price(product: u64) -> u64 {
    let (least, most) = of(product).price;
    // Spread over the range, low prices more often.
    let share = product.wrapping_mul(2_654_435_761) % 1000;
    (least + (most - least) * share * share / 1_000_000) / 10 * 10 + 9
}

/// The name of a product, and its number where the names are used up.
pub fn name(product: u64) -> (&'static str, &'static str, Option<u64>) {
    let nouns = &of(product).nouns;
    let rank = product / CATEGORIES.len() as u64;
    let (noun, round) = (rank % nouns.len() as u64, rank / nouns.len() as u64);
    let adjective = (round + 3 * noun + 5 * (product % CATEGORIES.len() as u64)) % ADJECTIVES.len() as u64;
    let series = round / ADJECTIVES.len() as u64;
    (ADJECTIVES[adjective as usize], nouns[noun as usize], (series > 0).then_some(series + 1))
}

fn of(product: u64) -> &'static Category {
    &CATEGORIES[(product % CATEGORIES.len() as u64) as usize]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_product_has_a_name_of_its_own() {
        let names: HashSet<_> = (0..20_000).map(name).collect();
        assert_eq!(names.len(), 20_000);
    }

    #[test]
    fn any_number_of_products_is_drawn_from() {
        for count in [0, 1, 5, 9, 200] {
            let goods = Goods::new(count);
            let mut dice = Dice::of(1, 0, 0);
            let drawn: HashSet<u64> = (0..20_000).map(|_| goods.draw(&mut dice, 3, &[1])).collect();
            assert_eq!(drawn.len(), count.max(1), "{drawn:?}");
        }
    }
}
