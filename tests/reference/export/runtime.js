// Reads the images of an IDX file with an exported ONNX model in ONNX's own runtime, and prints a line
// for each: its number, what is read, and ten probabilities.
//
//   npm install --ignore-scripts onnxruntime-node
//   NODE_PATH=node_modules node runtime.js MODEL.onnx IMAGES
const fs = require("fs");
const onnx = require("onnxruntime-node");

const HEADER = 16, DIGIT = 28, SIDE = 32, BORDER = 2, BATCH = 500;

function fill(image, grey) {
    image.fill(-0.1);
    for (let i = 0; i < DIGIT * DIGIT; i++) {
        const row = Math.floor(i / DIGIT) + BORDER, column = i % DIGIT + BORDER;
        image[row * SIDE + column] = grey[i] * 0.005 - 0.1;
    }
}

async function main([model, images]) {
    const data = fs.readFileSync(images), session = await onnx.InferenceSession.create(model);
    const count = (data.length - HEADER) / (DIGIT * DIGIT), size = SIDE * SIDE;
    for (let first = 0; first < count; first += BATCH) {
        const batch = Math.min(BATCH, count - first), values = new Float32Array(batch * size);
        for (let i = 0; i < batch; i++) {
            const at = HEADER + (first + i) * DIGIT * DIGIT;
            fill(values.subarray(i * size, (i + 1) * size), data.subarray(at, at + DIGIT * DIGIT));
        }
        const input = new onnx.Tensor("float32", values, [batch, 1, SIDE, SIDE]);
        const { probability } = await session.run({ image: input });
        for (let i = 0; i < batch; i++) {
            const row = Array.from(probability.data.subarray(i * 10, i * 10 + 10));
            console.log([first + i, row.indexOf(Math.max(...row)), ...row].join());
        }
    }
}

main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
});
