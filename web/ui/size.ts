// The size of an element, kept up to date.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

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
