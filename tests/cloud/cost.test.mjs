// The cost model: that its sums are right, and that it counts what the templates make.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { book, environment, root, template } from "./support.mjs";

function cost(books, env = {}) {
    return spawnSync(path.join(root, "apps/aws/cost"), books, {
        encoding: "utf8",
        env: environment({ SHEETSPLIT: process.env.SHEETSPLIT, ...env }),
    });
}

function lines(text) {
    return new Map(
        [...text.matchAll(/^(.*?) +\$ *([0-9.]+)$/gm)].map(([, what, dollars]) => [what, Number(dollars)]),
    );
}

test("short books cost a minute of a task each, and the lines add up", () => {
    const done = cost([book("parlour-vector"), book("tunebook")], { BOOKS: "10000" });
    assert.equal(done.status, 0, done.stderr);
    const found = lines(done.stdout);
    const hours = (10000 * 60) / 3600;
    const { Cpu, Memory } = template("task").Parameters;
    const hour = (Cpu.Default / 1024) * 0.04048 + (Memory.Default / 1024) * 0.004445;
    assert.equal(found.get("Fargate, 1 vCPU and 4 GB for 60 s a book"), Number((hours * hour).toFixed(2)));
    // 12 and 20 songs, and what is stored besides
    assert.equal(found.get("S3, requests"), Number((((10000 * (16 + 12)) / 1000) * 0.005).toFixed(2)));
    const total = found.get("in all");
    found.delete("in all");
    found.delete("of it for one book, without the months");
    found.delete("an hour of one task:");
    const sum = [...found.values()].reduce((one, other) => one + other);
    assert.ok(Math.abs(total - sum) < 0.05, `${total} is not ${sum}`);
    const hourly = template("task").Parameters.TaskDollarsPerHour.Default;
    assert.match(done.stdout, new RegExp(`an hour of one task: \\$${hourly}\n`));
});

test("a slower machine makes long books dearer", () => {
    const dollars = (SLOWER) =>
        lines(cost([book("parlour-scan")], { SLOWER }).stdout).get("of it for one book, without the months");
    assert.ok(dollars("1000") > 3 * dollars("1"));
});

test("metrics and alarms are counted as the template has them", () => {
    const resources = Object.values(template("watch").Resources);
    const metrics = new Set(
        resources
            .filter(({ Type }) => Type === "AWS::Logs::MetricFilter")
            .flatMap(({ Properties }) => Properties.MetricTransformations)
            .map(({ MetricName, Dimensions = [] }) => MetricName + JSON.stringify(Dimensions)),
    ).size;
    const watched = resources
        .filter(({ Type }) => Type === "AWS::CloudWatch::Alarm")
        .map(({ Properties }) => Properties.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1)
        .reduce((one, other) => one + other);
    const found = lines(cost([book("tunebook")]).stdout).get("CloudWatch, a month of metrics and alarms");
    assert.equal(found, Number((metrics * 0.3 + watched * 0.1).toFixed(2)));
});

test("a book that cannot be split gives no figure", () => {
    const done = cost([book("tunebook"), book("not-a-pdf")]);
    assert.equal(done.status, 1);
    assert.equal(done.stdout, "");
    assert.match(done.stderr, /not-a-pdf/);
});
