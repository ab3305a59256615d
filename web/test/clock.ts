// A clock that moves only when a test says so.
import type { Clock } from "../engine/instance";

export class TestClock {
  private readonly ticks = new Set<() => void>();

  readonly clock: Clock = (tick) => {
    this.ticks.add(tick);
    return () => this.ticks.delete(tick);
  };

  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) [...this.ticks].forEach((tick) => tick());
  }

  get running(): boolean {
    return this.ticks.size > 0;
  }
}
