;; Reads a module out of its text, in place: what stands in the memory from 384 up to `end`. Before it are three
;; pages of the values that characters stand for. A space or an exclamation mark says that the next character
;; is looked up one or two pages further on.
(module
  (memory (export "memory") 1)
  (func (export "read") (param $end i32) (result i32)
    (local $at i32) (local $to i32) (local $page i32) (local $unit i32)
    (local.set $at (local.tee $to (i32.const 384)))
    (loop $next
      (local.set $page
        (if (result i32)
          (i32.lt_u (local.tee $unit (i32.load8_u (local.get $at))) (i32.const 35))
          (then (i32.shl (i32.sub (local.get $unit) (i32.const 31)) (i32.const 7)))
          (else
            ;; What is read is further on than what is written.
            (i32.store8 (local.get $to) (i32.load8_u (i32.add (local.get $page) (local.get $unit))))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (i32.const 0))))
      (br_if $next
        (i32.lt_u
          (local.tee $at (i32.add (local.get $at) (i32.const 1)))
          (local.get $end))))
    (local.get $to)))
