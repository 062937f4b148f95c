// What a run is seeded with, so that a failing one can be repeated: SEED=n node --test tests/robustness

export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
