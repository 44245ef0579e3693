//! Rows of each table, and findings of the quality checks.

use super::blocks::{Block, BlockColumn, Entries, Entry, TableBlock};
use crate::data::{Finding, Reading};
use crate::wording::text::{count, counted};

pub(super) fn blocks(readings: &[Reading], findings: &[Finding]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !readings.is_empty() {
        blocks.push(rows(readings));
    }
    blocks.push(if findings.is_empty() {
        Block::Text("No findings: every row could be read and joined.".to_owned())
    } else {
        let title = format!("{}, worst first", counted(findings.len() as u64, "finding"));
        Block::Entries(Entries { title, list: findings.iter().map(entry).collect() })
    });
    blocks
}

fn rows(readings: &[Reading]) -> Block {
    let numbers = ["read", "used", "set aside"].map(BlockColumn::right);
    let columns =
        std::iter::once(BlockColumn::left("table")).chain(numbers).chain([BlockColumn::left("set aside for")]);
    let mut table = TableBlock::new("Rows", "read = used + set aside", columns);
    for Reading { table: name, read, used, set_aside } in readings {
        let aside: u64 = set_aside.iter().map(|(_, rows)| rows).sum();
        let why: Vec<String> = set_aside.iter().map(|(check, rows)| format!("{} {check}", count(*rows))).collect();
        table.row([name.to_string(), count(*read), count(*used), count(aside), why.join(", ")]);
    }
    Block::Table(table)
}

fn entry(finding: &Finding) -> Entry {
    let column = finding.column.as_ref().map(|column| format!(".{column}")).unwrap_or_default();
    let meaning = finding.check.meaning();
    let examples = finding.examples.join("; ");
    Entry {
        term: format!("{} {}: {}{column}", finding.check.severity(), finding.check, finding.table),
        note: counted(finding.rows, "row"),
        text: if examples.is_empty() { meaning.to_owned() } else { format!("{meaning} Examples: {examples}") },
    }
}
