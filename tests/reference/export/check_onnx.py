"""An exported ONNX model, looked through by ONNX's own checker, with its shapes inferred.

usage: check_onnx.py MODEL.onnx
"""

import sys

import onnx


def main():
    model = onnx.load(sys.argv[1])
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
    found = {value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
             for value in (*inferred.graph.value_info, *inferred.graph.output)}
    for name, shape in {"C1": [6, 28, 28], "S2": [6, 14, 14], "C3": [16, 10, 10],
                        "S4": [16, 5, 5], "C5": [120], "F6": [84], "logits": [10],
                        "probability": [10]}.items():
        assert found.get(name) == ["N", *shape], f"{name} has the shape {found.get(name)}"
    used = {node.op_type for node in model.graph.node}
    print("checker and shapes right; operators", *sorted(used))


if __name__ == "__main__":
    main()
