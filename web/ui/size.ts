// The size of an element, kept up to date.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** The width of an element and the height from its top to the bottom of the box around it, which scrolls. */
export function useRoom<E extends Element>(): [{ current: E | null }, number, number] {
  const box = useRef<E>(null);
  const [[widthPx, heightPx], setRoom] = useState([0, 0]);
  useLayoutEffect(() => {
    const element = box.current!;
    const outer = element.parentElement!;
    const measure = () => {
      if (!element.clientWidth) return;
      const { top } = element.getBoundingClientRect();
      const frame = outer.getBoundingClientRect();
      const room = Math.floor(frame.bottom - (top + outer.scrollTop)) - 4;
      setRoom((old) => (old[0] === element.clientWidth && old[1] === room ? old : [element.clientWidth, room]));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(outer);
    measure();
    return () => observer.disconnect();
  }, []);
  return [box, widthPx, heightPx];
}

export function useWidth<E extends Element>(initialPx: number): [{ current: E | null }, number] {
  const box = useRef<E>(null);
  const [widthPx, setWidth] = useState(initialPx);
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => element.clientWidth && setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [box, widthPx];
}
