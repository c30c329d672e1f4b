// A region is real or a demo for good; here it changes, for what is different in a real one.

/** The demo town as a real region: its workers learn of it at their start. The other way with `false`. */
export async function becomesReal(d, real = true) {
  await d.sql(`alter table region disable trigger region_demo_is_fixed; update region set demo = ${!real}; alter table region enable trigger region_demo_is_fixed`);
  await d.kill('front');
  await d.healthy();
}
